"""For schemathesis.sh: no document can say that a key that was used goes with the question that it was used for, nor that only a new chat takes a system prompt."""
import re
import uuid

import schemathesis

LONGEST = 255
CHAT_ID = re.compile(r"^[A-Za-z0-9_-]{1,128}\Z")


@schemathesis.hook
def before_call(context, case, kwargs):
    key = (case.headers or {}).get("Idempotency-Key")
    if isinstance(key, str) and 0 < len(key) <= LONGEST:
        case.headers["Idempotency-Key"] = uuid.uuid4().hex
    if isinstance(case.body, dict) and isinstance(case.body.get("system_prompt"), str) and isinstance(case.body.get("chat_id"), str) and CHAT_ID.match(case.body["chat_id"]):
        case.body["chat_id"] = uuid.uuid4().hex
