"""What can go wrong with the phone's database, named after what the caller should do about it.

StoreError
├── WrongKey       ask for the right key; the file was not touched
├── DamagedStore   close, set the file aside (`set_aside`), start again from the server
├── DiskFull       ask for room, then save again; the transaction was undone, the rest is safe and usable
├── DiskTrouble    close and open again; the disk failed for another reason than being full
├── StoreInUse     close the other program that has this store open
└── StoreClosed    open the store again

Their messages hold no data of the store, so they may be logged.
"""


class StoreError(Exception):
    """The phone's database cannot do what was asked."""


class WrongKey(StoreError):
    """No page of the file opens with this key."""


class DamagedStore(StoreError):
    """A page is not what was written, or the file does not hold together."""


class DiskFull(StoreError):
    """There is no room left to write."""


class DiskTrouble(StoreError):
    """The disk refused to read or write."""


class StoreInUse(StoreError):
    """Somebody else holds this file."""


class StoreClosed(StoreError):
    """The store was closed and its key dropped."""
