package dev.postern.endpoint;

/** The contract of every transport through Jetty and its core's handler. */
class CoreTransportsTest extends OverTheWire {

    CoreTransportsTest() {
        super(Binding.CORE);
    }
}
