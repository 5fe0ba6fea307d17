"""The sample department's database as its maker built it: abbreviated Vietnamese, lookup tables, local time texts."""

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, String, Table

METADATA = MetaData()

DEPARTMENT = Table("ht_donvi", METADATA, Column("ma_dv", String(40), primary_key=True), Column("ten_dv", String(200)))
FIELDS = Table("dm_linhvuc", METADATA, Column("ma_lv", String(10), primary_key=True), Column("ten_lv", String(200)))
PROCEDURES = Table(
    "dm_tthc",
    METADATA,
    Column("ma_tthc", String(10), primary_key=True),
    Column("ma_qg", String(60)),
    Column("ten_tt", String(500)),
    Column("ma_lv", String(10), ForeignKey("dm_linhvuc.ma_lv")),
)
STATUSES = Table("dm_trangthai", METADATA, Column("ma_tt", String(20), primary_key=True), Column("ten_tt", String(100)))
UNITS = Table("dm_phongban", METADATA, Column("ma_pb", String(10), primary_key=True), Column("ten_pb", String(200)))
OFFICERS = Table(
    "dm_canbo",
    METADATA,
    Column("ma_cb", String(10), primary_key=True),
    Column("ho_ten", String(200)),
    Column("so_dt", String(40)),
    Column("ma_pb", String(10), ForeignKey("dm_phongban.ma_pb")),
)
DOSSIERS = Table(
    "hs_hoso",
    METADATA,
    Column("id_hs", Integer, primary_key=True),
    Column("so_hs", String(40), unique=True),
    Column("so_bn", String(64)),
    Column("ma_tthc", String(10), ForeignKey("dm_tthc.ma_tthc")),
    Column("ma_tt", String(20), ForeignKey("dm_trangthai.ma_tt")),
    Column("ma_cb", String(10), ForeignKey("dm_canbo.ma_cb")),
    Column("ngay_nhan", String(16)),
    Column("ngay_hen", String(16)),
    Column("ngay_cn", String(23)),
    Column("ghi_chu", String(1000)),
    Column("gt_thieu", String(2000)),
    Column("le_phi", Integer),
    Column("cq_lt", String(10)),
    Column("han_lt", String(16)),
    Column("ho_ten", String(200)),
    Column("so_cccd", String(20)),
    Column("so_dt", String(20)),
    Column("dia_chi", String(300)),
    Index("ix_hs_hoso_ngay_cn", "ngay_cn"),
)

STATUS_WORDS = {
    "MOI": "Mới nộp qua mạng",
    "TIEP_NHAN": "Đã tiếp nhận",
    "TU_CHOI": "Từ chối tiếp nhận",
    "THU_LY": "Đang thụ lý",
    "TRINH_KY": "Trình ký",
    "LIEN_THONG": "Đang liên thông",
    "BO_SUNG": "Chờ bổ sung",
    "NOP_TIEN": "Chờ nộp tiền",
    "RUT": "Đã rút",
    "DUNG": "Dừng giải quyết",
    "XONG": "Đã có kết quả",
    "DA_TRA": "Đã trả",
}
