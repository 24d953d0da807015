import Testing
import DLakWallet
@Test func a() throws { #expect(try QRSymbol("hello").side == 21) }
