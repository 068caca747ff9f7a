"""What everybody may read: only what its owner made public, and only for as long."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from domain.accounts.models import User
from domain.app import UseCases
from domain.media.ports import MediaKind
from domain.posts.models import Post
from tests.media import files
from tests.web.client import Client

PUBLIC = "/api/v1/posts/public"


async def test_nothing_private_is_in_it(
    stranger: Client, with_key: Callable[[User], Awaitable[Client]], use_cases: UseCases
) -> None:
    await Post.filter(is_public=True).update(is_public=False)
    ann = await User.create(name="A secret name")
    program = await with_key(ann)
    picture = await use_cases.store_media(ann, files.picture("PNG", (300, 300)), kind=MediaKind.UPLOAD)
    posts = [
        (await program.post("/api/v1/posts", {"content": text, "platform": platform, **more})).body
        for text, platform, more in (
            ("One <script>", "twitter", {"isPublic": True, "mediaId": str(picture.id)}),
            ("Two", "linkedin", {"isPublic": True}),
            ("Private", "twitter", {}),
        )
    ]
    everybody = Client(stranger.session, stranger.address)
    listed = await everybody.get(PUBLIC)
    assert listed.status == 200
    newest, oldest = listed.body["items"]
    assert listed.body["nextCursor"] is None
    assert newest == {
        "id": posts[1]["id"],
        "content": "Two",
        "platform": "linkedin",
        "thread": False,
        "pictureUrl": None,
        "liveUrl": None,
        "publishedAt": None,
        "createdAt": posts[1]["createdAt"],
    }
    assert oldest["content"] == "One <script>"
    assert oldest["pictureUrl"].endswith(f"/media/public/{picture.id}")
    for secret in (str(ann.id), ann.name, picture.key, "ownerId", "brandId"):
        assert secret not in str(listed.body)

    page = await everybody.get(f"{PUBLIC}?limit=1")
    page = await everybody.get(f"{PUBLIC}?limit=1&cursor={page.body['nextCursor']}")
    assert [post["content"] for post in page.body["items"]] == ["One <script>"]
    only = await everybody.get(f"{PUBLIC}?platform=linkedin")
    assert [post["content"] for post in only.body["items"]] == ["Two"]
    for wrong in ("limit=0", "cursor=AAAA", "status=DRAFT", "platform=myspace"):
        assert (await everybody.get(f"{PUBLIC}?{wrong}")).status == 422, wrong

    shown = f"/media/public/{picture.id}"
    found = await everybody.get(shown, allow_redirects=False)
    assert (found.status, found.headers["Cache-Control"]) == (302, "no-store")
    fetched = await everybody.get(urlsplit(found.headers["Location"])._replace(scheme="", netloc="").geturl())
    assert (fetched.status, fetched.body[:4]) == (200, b"\x89PNG")
    await program.patch(f"/api/v1/posts/{posts[0]['id']}", {"isPublic": False})
    assert (await everybody.get(shown)).status == 404
    assert [post["content"] for post in (await everybody.get(PUBLIC)).body["items"]] == ["Two"]
    await User.filter(id=ann.id).update(active=False)
    assert (await everybody.get(PUBLIC)).body["items"] == []
