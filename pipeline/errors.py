"""Every error the library raises on purpose. Each message says what to do next."""


class ShopTheLookError(Exception):
    """Base of all errors that a caller is expected to handle."""


class PhotoError(ShopTheLookError):
    """The given photo cannot be used; other photos are not affected."""


class UnreadablePhotoError(PhotoError):
    """Missing, truncated, corrupt, or not one of the accepted image formats."""


class PhotoTooSmallError(PhotoError):
    """Too few pixels to show a garment."""


class PhotoTooLargeError(PhotoError):
    """More bytes or pixels than are decoded for one photo."""


class NoGarmentError(PhotoError):
    """A product picture without a known group, in which nothing is detected that would tell it."""


class SettingError(ShopTheLookError, ValueError):
    """A setting (k, confidence, gender, group) is outside its range."""


class ArtefactError(ShopTheLookError):
    """A model or catalogue file is missing, damaged or does not fit the others."""


class CatalogueBuildError(ShopTheLookError):
    """A catalogue cannot be built from what was given."""


class BuildCancelledError(CatalogueBuildError):
    """The build was told to stop; what is done so far stays beside and serves the next attempt."""


class FetchError(ShopTheLookError):
    """A file cannot be fetched over the network: the message says why, its caller what to do.

    status: what the server answered; None where it gave no answer.
    """

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


class BusyError(ShopTheLookError):
    """Too many want the same at once; nothing is wrong with what was given."""


class StuckError(ShopTheLookError):
    """Some work was given up because it took far too long."""
