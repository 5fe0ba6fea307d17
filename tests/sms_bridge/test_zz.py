from tests.sms_bridge.test_real_gateways import *
import time
def test_x(engine, sqlite_url, tmp_path):
    t=time.time()
    store(engine, a_record())
    def p(w): print(w, round(time.time()-t,2))
    with running_smsc() as smsc, running_modem(tmp_path / "modem") as modem:
        p("up")
        settings = {
            "MOTCUA_DATABASE_URL": sqlite_url,
            "MOTCUA_DATA_KEY": Fernet.generate_key().decode(),
            "MOTCUA_SMS_CHANNEL": "smpp",
            "MOTCUA_SMS_ROUTES": json.dumps({"+8498": "gammu"}),
            "MOTCUA_SMS_SMPP_PORT": str(smsc.port),
            "MOTCUA_SMS_SMPP_PASSWORD": PASSWORD,
            "MOTCUA_SMS_GAMMU_FOLDER": str(tmp_path / "modem"),
        }
        with running_bridge(tmp_path, **settings) as bridge:
            p("bridge")
            eventually(lambda: smsc.all("bound")); p("bound")
            modem.hears("+84987654321", f"tths {CODE}")
            smsc.deliver("84912345678", OUR_NUMBER, f"tra cứu {CODE}".encode("utf-16-be"))
            [answer] = eventually(lambda: smsc.all("submitted")); p("smpp")
            eventually(lambda: list(modem.folders.inbox.glob("*")) or "IN2026" in modem.log); p("inbox")
            eventually(lambda: list(modem.folders.outbox.glob("*")) or "Transm" in modem.log); p(str(list(modem.folders.outbox.glob("*"))))
            eventually(lambda: "to +84987654321" in modem.log); p("modem")
        p("end")
    p("down"); print(bridge.log.read_text()); print(modem.log)
