"""One tap kept: written, felt under the finger, told, and taken back within ten seconds."""

from collections.abc import Iterable

from mobile.phone import Phone
from mobile.store.errors import DiskFull, StoreError
from mobile.store.records import Patch, Saved
from mobile.ui.components.toast import ABOVE_FLOAT, toast, trouble_toast
from mobile.ui.haptics import knock
from mobile.ui.locale import t


async def keep(phone: Phone, patches: Iterable[Patch], told: str, *, lift: float = ABOVE_FLOAT) -> Saved | None:
    """Save and say so, with the way back; None where nothing could be written, which is said too."""
    saved = await save(phone, patches, lift=lift)
    if saved is None:
        return None

    async def undo() -> None:
        if await save(phone, saved.undo, lift=lift) is not None:
            toast(t("person.undone"), lift=lift)

    toast(told, undo, lift=lift)
    await knock()
    return saved


async def save(phone: Phone, patches: Iterable[Patch], *, lift: float = ABOVE_FLOAT) -> Saved | None:
    """Save without a word; None where nothing could be written, and then a sentence says what to do."""
    try:
        return await phone.save(patches)
    except DiskFull:
        trouble_toast(t("person.disk_full"), lift=lift)
    except StoreError:
        trouble_toast(t("person.not_kept"), lift=lift)
    return None
