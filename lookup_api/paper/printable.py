"""All that a kiosk prints."""

from lookup_api.paper.procedure_sheet import ProcedureSheet
from lookup_api.paper.slip import Slip
from lookup_api.paper.trial_page import TestPage

Printable = Slip | ProcedureSheet | TestPage
