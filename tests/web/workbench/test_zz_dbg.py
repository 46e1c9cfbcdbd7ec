from tests.web.workbench.test_every_post import *
from tests.web.workbench.test_every_post import _admin,_with_file,_posts,_addresses,_filled
from tests.web.workbench.scenes import *
def test_dbg(stage, scene, own_registry):
    engine=stage.extensions["lbsap_engine"]
    client= _admin(stage)
    b=f"/w/c/{scene.judged}/"
    found = sheets_of(client, walk(client, [b+x for x in ("decide-new","comments","comments/new","comments/table","elsewhere","elsewhere/new","decide/cbi2021_01")]+scene.pages(scene.judged), (b,), files=False, most=1))
    forms=[_filled(o) for o in found]
    fields = {one.endpoint: one.fields for one in forms}
    for o in forms:
        if o.endpoint=="workbench.keep_new":
            a=send(client,o.address,o.fields); client._checked(a,a.status_code); print("NEW",a.status_code,o.fields,[x.text_content().strip() for x in client.page.xpath("//*[@data-error-summary]//a")])
    for method, rule in routes(stage):
        if not rule.endpoint.startswith("workbench."): continue
        for address in _addresses(scene, engine, rule):
            answer = client.browser.get(address, base_url=client.base_url) if method=="GET" else send(client, address, fields.get(rule.endpoint, {}))
            if answer.status_code != 404: print("WRONG", method, address, answer.status_code, answer.location)
    restore(scene,engine)
    publish_now(engine, own_registry, scene.judged, "our-1"); before=contents(engine)
    for o in forms:
        if o.endpoint in AFTERWARDS: continue
        a=send(client,o.address,_with_file(o)); now_=contents(engine)
        if now_!=before: print("AFTER",o.endpoint,a.status_code,[n for n in now_ if now_[n]!=before[n]]); before=now_
