package la.dlak.demo.fake

import la.dlak.demo.lock.PinPadActions

/** Types a PIN, and says that it is whole. */
fun PinPadActions.type(pin: String) {
    pin.forEach(::onDigit)
    onSubmit()
}
