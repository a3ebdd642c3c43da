"""A Flet app run without a screen: a real session and page over a connection that keeps what it is sent.

Drawing, diffing, hooks, routes, dialogs and events are Flet's own. Its private parts are used here and nowhere else.
"""

import asyncio
import dataclasses
import inspect
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Any, Self, TypeVar

import flet as ft
import msgpack
from flet.components.component import Component
from flet.components.public_utils import unwrap_component
from flet.controls.base_control import BaseControl
from flet.controls.context import _context_page, context
from flet.messaging.connection import Connection
from flet.messaging.protocol import (
    Message,
    MessageAction,
    configure_encode_object_for_msgpack,
    decode_ext_from_msgpack,
)
from flet.messaging.session import Session
from flet.pubsub.pubsub_hub import PubSubHub

Main = Callable[[ft.Page], Awaitable[None] | None]
AnyControl = TypeVar("AnyControl", bound=BaseControl)
_TURNS = 8  # of the event loop, enough for a handler, its re-render and its effects


class KeptConnection(Connection):
    """Encodes what Flet sends, as the real one does (the differ needs it), and keeps it instead of sending it."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # Flet does not type it
        self.loop = loop
        self.executor = ThreadPoolExecutor(2)
        self.pubsubhub = PubSubHub(loop=loop, executor=self.executor)
        self.page_url = "http://phone.test"
        self.session: Session | None = None
        self.sent: list[Any] = []
        self.errors: list[str] = []
        self.answers: dict[str, Callable[[Any], object]] = {}

    def send_message(self, message: Message) -> None:
        """Keeps a message; answers a call of a client method at once."""
        encode = configure_encode_object_for_msgpack(BaseControl)  # type: ignore[no-untyped-call]  # Flet does not type it
        raw = msgpack.packb([message.action, message.body], default=encode)
        self.sent.append(msgpack.unpackb(raw, ext_hook=decode_ext_from_msgpack, strict_map_key=False))
        if message.action == MessageAction.SESSION_CRASHED:
            self.errors.append(message.body.message)
        if message.action == MessageAction.INVOKE_METHOD:
            self.loop.call_soon(self._answer, message.body)

    def _answer(self, call: Any) -> None:
        answer = self.answers.get(call.name)
        result = answer(call.args) if answer else None
        if self.session is not None:
            self.session.handle_invoke_method_results(call.control_id, call.call_id, result, None)

    def dispose(self) -> None:
        """Ends the threads."""
        self.executor.shutdown(wait=False, cancel_futures=True)


class HeadlessApp:
    """`async with HeadlessApp(main) as app:` runs the app; leaving fails the test if the app crashed unseen."""

    def __init__(self, main: Main, route: str = "/", **page_props: object) -> None:
        self._main = main
        self._props: dict[str, object] = {"route": route, "width": 412.0, "height": 915.0, "platform": "android"}
        self._props.update(page_props)

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        self.connection = KeptConnection(loop)
        self.session = Session(self.connection)
        self.connection.session = self.session
        self.page: ft.Page = self.session.page
        self._tasks: set[asyncio.Task[None]] = set()
        self._page_before = _context_page.set(self.page)
        self.connection.answers["push_route"] = self._pushed
        self.session.apply_page_patch(self._props)
        first = self.session.get_page_patch()  # type: ignore[no-untyped-call]  # Flet does not type it
        self.connection.send_message(Message(MessageAction.REGISTER_CLIENT, first))
        context.reset_auto_update()  # type: ignore[no-untyped-call]  # Flet does not type it
        started = self._main(self.page)
        if inspect.isawaitable(started):
            await started
        await self.session.after_event(self.page)
        await self.settle()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.session.close()  # type: ignore[no-untyped-call]  # Flet does not type it
        await asyncio.sleep(0)
        self.connection.dispose()
        _context_page.reset(self._page_before)
        if kind is None:
            assert not self.connection.errors, self.connection.errors

    def _pushed(self, arguments: Any) -> None:
        task = asyncio.get_running_loop().create_task(self._route(arguments["route"]))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _route(self, route: str) -> None:
        self.session.apply_page_patch({"route": route})
        await self.session.dispatch_event(self.page._i, "route_change", {"route": route})

    async def settle(self, turns: int = _TURNS) -> None:
        """Lets handlers, renders and effects run. After work in a thread, use `until`."""
        for _ in range(turns):
            await asyncio.sleep(0)

    async def until(self, seen: Callable[[], bool], patience: float = 5.0) -> None:
        """Waits for work done in a thread to show. Fails with the words on screen."""
        end = asyncio.get_running_loop().time() + patience
        while not seen():
            assert asyncio.get_running_loop().time() < end, f"not seen within {patience} s: {self.texts()}"
            await asyncio.sleep(0.01)

    async def open(self, route: str) -> None:
        """Goes to an address."""
        await self._route(route)
        await self.settle()

    async def back(self) -> None:
        """The system's way back."""
        await self.session.dispatch_event(self.page._i, "view_pop", {"route": self.views()[-1].route})
        await self.settle()

    async def resize(self, width: float, height: float) -> None:
        """Turns the phone, or opens another one."""
        size = {"width": width, "height": height}
        self.session.apply_page_patch(size)
        await self.session.dispatch_event(self.page._i, "resize", size)
        await self.settle()

    def views(self) -> list[ft.View]:
        """The pages on the stack, the visible one last."""
        views = unwrap_component(self.page.views)
        flat: list[ft.View] = []
        for view in views if isinstance(views, list) else [views]:
            drawn = unwrap_component(view)
            flat += drawn if isinstance(drawn, list) else [drawn]
        return flat

    def controls(self) -> Iterator[BaseControl]:
        """Every control of the visible page and of open dialogs."""
        seen: set[int] = set()
        for root in [self.views()[-1], *(d for d in self.page._dialogs.controls if d.open)]:
            yield from _below(root, seen)

    def labels_in(self, root: BaseControl) -> list[str]:
        """What a screen reader is told by name inside a control."""
        return [marks.label for marks in _below(root, set()) if isinstance(marks, ft.Semantics) and marks.label]

    def pictograms_in(self, root: BaseControl) -> list[ft.IconDataOrControl | None]:
        """The pictograms inside a control."""
        return [sign.icon for sign in _below(root, set()) if isinstance(sign, ft.Icon)]

    def texts(self) -> list[str]:
        """All words on screen, spans included."""
        words = (control for control in self.controls() if isinstance(control, ft.Text))
        return [w.value or "".join(span.text or "" for span in w.spans or []) for w in words]

    def find(self, kind: type[AnyControl], wanted: Callable[[AnyControl], bool] = lambda _: True) -> AnyControl:
        """The first control of a kind. Fails with the words on screen."""
        for control in self.controls():
            if isinstance(control, kind) and wanted(control):
                return control
        raise AssertionError(f"no such {kind.__name__}; on screen: {self.texts()}")

    def names(self) -> list[str]:
        """What can be pressed, by the name a screen reader says."""
        return [name for name, _ in self._targets()]

    def _targets(self) -> Iterator[tuple[str, ft.Container]]:
        for marks in self.controls():
            if isinstance(marks, ft.Semantics) and isinstance(marks.content, ft.Container) and marks.content.on_click:
                yield marks.label or " ".join(_words(marks.content)), marks.content

    async def press(self, name: str) -> None:
        """Presses what has this name, or these first words."""
        targets = list(self._targets())
        for exact in (True, False):
            for known, target in targets:
                if known == name or (not exact and known.startswith(name)):
                    await self.fire(target, "click")
                    return
        raise AssertionError(f"nothing named {name!r} can be pressed; there is {[known for known, _ in targets]}")

    async def type(self, label: str, value: str) -> None:
        """Types into the field named by its label."""
        marks = self.find(ft.Semantics, lambda s: s.label == label and isinstance(s.content, ft.TextField))
        assert isinstance(marks.content, ft.TextField)
        await self.fire(marks.content, "change", value, value=value)

    async def fire(self, control: BaseControl, event: str, data: object = None, **props: object) -> None:
        """An event as the client sends it, after the properties it changed."""
        if props:
            self.session.apply_patch(control._i, props)
        await self.session.dispatch_event(control._i, event, data)
        await self.settle()


def _below(root: object, seen: set[int], *, aloud: bool = False) -> Iterator[BaseControl]:
    if id(root) in seen:
        return
    if isinstance(root, Component):
        seen.add(id(root))
        yield from _below(root._b, seen, aloud=aloud)
    elif isinstance(root, list | tuple):
        for item in root:
            yield from _below(item, seen, aloud=aloud)
    elif isinstance(root, BaseControl):
        seen.add(id(root))
        yield root
        if aloud and isinstance(root, ft.Semantics) and root.exclude_semantics:
            return
        for field in dataclasses.fields(root):
            if not field.name.startswith("_") and not field.metadata.get("skip"):
                yield from _below(getattr(root, field.name, None), seen, aloud=aloud)


def _words(root: BaseControl) -> list[str]:
    found = (control for control in _below(root, set(), aloud=True) if isinstance(control, ft.Text))
    return [text.value or "".join(span.text or "" for span in text.spans or []) for text in found]
