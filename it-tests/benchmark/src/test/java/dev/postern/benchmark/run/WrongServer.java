package dev.postern.benchmark.run;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;

import java.util.concurrent.atomic.AtomicInteger;

/** A server that loses one message of many. */
public final class WrongServer {

    private static final int LOST = 1_000;

    private WrongServer() {}

    /** Serves until it is ended. */
    public static void main(String[] args) {
        Vertx vertx = Vertx.vertx();
        Router router = Router.router(vertx);
        AtomicInteger seen = new AtomicInteger();
        router.route("/echo*")
                .subRouter(SockJSHandler.create(vertx)
                        .socketHandler(socket -> socket.handler(message -> {
                            if (seen.incrementAndGet() != LOST) {
                                socket.write(message);
                            }
                        })));
        vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .onSuccess(server -> System.out.println("PORT " + server.actualPort()));
    }
}
