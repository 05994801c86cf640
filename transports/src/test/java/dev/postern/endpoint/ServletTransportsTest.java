package dev.postern.endpoint;

/** The contract of every transport through a servlet of a web application. */
class ServletTransportsTest extends OverTheWire {

    ServletTransportsTest() {
        super(Binding.SERVLET);
    }
}
