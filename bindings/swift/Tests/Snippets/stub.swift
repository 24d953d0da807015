import DLakWallet
