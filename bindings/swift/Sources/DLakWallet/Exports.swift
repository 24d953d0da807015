// The values are generated, beside what is not for apps to see: one import brings all that is.
@_exported import DLakNative
