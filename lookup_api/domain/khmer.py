"""The sentences of wording.py in Khmer (ភាសាខ្មែរ), as the Khmer communities of Tây Ninh read them."""

from lookup_api.domain.deadlines import Timeliness
from lookup_api.domain.status import Status

STATUS_NAMES: dict[Status, str] = {
    Status.NEWLY_REGISTERED: "ទើបដាក់",
    Status.RECEIVED: "បានទទួល",
    Status.REFUSED: "មិនបានទទួលយក",
    Status.PROCESSING: "កំពុងដោះស្រាយ",
    Status.SUPPLEMENT_REQUESTED: "ត្រូវបន្ថែមឯកសារ",
    Status.PAYMENT_REQUIRED: "ត្រូវបង់ប្រាក់",
    Status.WITHDRAWN: "ម្ចាស់សំណុំឯកសារបានសុំដកវិញ",
    Status.STOPPED: "បានឈប់ដោះស្រាយ",
    Status.FINISHED: "ដោះស្រាយរួចរាល់",
    Status.RETURNED: "បានប្រគល់លទ្ធផល",
}
STATUS_SENTENCES: dict[Status, str] = {
    Status.NEWLY_REGISTERED: "សំណុំឯកសារបានផ្ញើរួច ហើយកំពុងរង់ចាំមន្ត្រីទទួល។",
    Status.RECEIVED: "សំណុំឯកសារត្រូវបានទទួល ហើយនឹងបញ្ជូនទៅផ្នែកដោះស្រាយ។",
    Status.REFUSED: "សំណុំឯកសារមិនត្រូវបានទទួលយកទេ។",
    Status.PROCESSING: "សំណុំឯកសារកំពុងត្រូវបានដោះស្រាយ។",
    Status.SUPPLEMENT_REQUESTED: "សំណុំឯកសារកំពុងរង់ចាំឯកសារបន្ថែម។",
    Status.PAYMENT_REQUIRED: "សំណុំឯកសារកំពុងរង់ចាំការបង់កម្រៃសេវា ឬពន្ធ។",
    Status.WITHDRAWN: "សំណុំឯកសារត្រូវបានដកវិញតាមសំណើ។",
    Status.STOPPED: "ការដោះស្រាយសំណុំឯកសារបានឈប់ហើយ។",
    Status.FINISHED: "សំណុំឯកសារបានដោះស្រាយរួច ហើយមានលទ្ធផល។",
    Status.RETURNED: "លទ្ធផលត្រូវបានប្រគល់ជូនរួចហើយ។",
}
WHAT_TO_DO: dict[Status, str] = {
    Status.NEWLY_REGISTERED: "អ្នកមិនទាន់ត្រូវធ្វើអ្វីទេ។ ពេលមន្ត្រីទទួល សំណុំឯកសារនឹងមានថ្ងៃណាត់។",
    Status.RECEIVED: "អ្នកមិនទាន់ត្រូវធ្វើអ្វីទេ។ សូមរក្សាទុកបង្កាន់ដៃ។",
    Status.REFUSED: "សូមទាក់ទងការិយាល័យច្រកចេញចូលតែមួយ ដើម្បីដឹងមូលហេតុ និងរបៀបដាក់ម្តងទៀត។",
    Status.PROCESSING: "អ្នកមិនទាន់ត្រូវធ្វើអ្វីទេ។ សូមរក្សាទុកបង្កាន់ដៃ។",
    Status.SUPPLEMENT_REQUESTED: "សូមយកឯកសារដែលនៅខ្វះមកការិយាល័យច្រកចេញចូលតែមួយ។",
    Status.PAYMENT_REQUIRED: "សូមបង់ប្រាក់តាមការជូនដំណឹង រួចយកបង្កាន់ដៃបង់ប្រាក់មកការិយាល័យច្រកចេញចូលតែមួយ។",
    Status.WITHDRAWN: "បើអ្នកនៅតែត្រូវការ សូមដាក់សំណុំឯកសារថ្មី។",
    Status.STOPPED: "សូមទាក់ទងការិយាល័យច្រកចេញចូលតែមួយ ដើម្បីដឹងមូលហេតុ។",
    Status.FINISHED: "សូមយកបង្កាន់ដៃមកការិយាល័យច្រកចេញចូលតែមួយ ដើម្បីទទួលលទ្ធផល។",
    Status.RETURNED: "អ្វីៗរួចរាល់ហើយ អ្នកមិនត្រូវធ្វើអ្វីទៀតទេ។",
}
FAILURES: dict[str, str] = {
    "code_not_readable": "លេខកូដសំណុំឯកសារមិនត្រឹមត្រូវទេ។ សូមពិនិត្យលេខកូដលើបង្កាន់ដៃម្តងទៀត ឧទាហរណ៍ H53.19-260115-0001។",
    "several_codes": "សូមពិនិត្យមើលលេខកូដសំណុំឯកសារម្តងមួយ។",
    "number_not_readable": "លេខទូរសព្ទមិនត្រឹមត្រូវទេ។ សូមបញ្ចូលលេខទូរសព្ទចល័តក្នុងប្រទេសវៀតណាម ឧទាហរណ៍ 0912 345 678។",
    "dossier_not_found": "រកមិនឃើញសំណុំឯកសារដែលមានលេខកូដនេះទេ។ សូមពិនិត្យលេខកូដលើបង្កាន់ដៃម្តងទៀត សំណុំឯកសារដែលទើបដាក់អាចត្រូវចាំពីរបីនាទី។",
    "too_many_requests": "អ្នកបានពិនិត្យមើលច្រើនដងលឿនពេក។ សូមរង់ចាំមួយនាទី រួចសាកល្បងម្តងទៀត។",
    "challenge_required": "លេខកូដជិតៗគ្នាជាច្រើនត្រូវបានពិនិត្យមើលពីបណ្តាញរបស់អ្នក។ សូមឆ្លើយសំណួរខ្លីមួយ។",
    "lookup_unavailable": "សេវាពិនិត្យមើលកំពុងផ្អាកបណ្តោះអាសន្ន។ សូមសាកល្បងម្តងទៀតក្នុងពីរបីនាទី ឬសួរការិយាល័យច្រកចេញចូលតែមួយ។",
    "device_refused": "ម៉ាស៊ីននេះផ្អាកបម្រើបណ្តោះអាសន្ន។ សូមសួរការិយាល័យច្រកចេញចូលតែមួយ។",
    "lookup_failure": "មិនទាន់ពិនិត្យមើលបានទេ។ សូមសាកល្បងម្តងទៀតក្នុងពីរបីនាទី ឬសួរការិយាល័យច្រកចេញចូលតែមួយ។",
}
TIMELINESS: dict[Timeliness, str] = {
    Timeliness.EARLY: "រួចរាល់មុនកំណត់",
    Timeliness.ON_TIME: "រួចរាល់ទាន់កំណត់",
    Timeliness.LATE: "រួចរាល់ហួសកំណត់",
    Timeliness.WITHIN_TERM: "ក្នុងកំណត់",
    Timeliness.OVERDUE: "ហួសកំណត់",
    Timeliness.WAITING: "ផ្អាកគិតពេលកំណត់",
    Timeliness.STOPPED: "បានឈប់",
    Timeliness.WITHDRAWN: "បានដកវិញ",
    Timeliness.REFUSED: "មិនបានទទួលយក",
    Timeliness.NO_DUE_DATE: "គ្មានថ្ងៃណាត់",
}
