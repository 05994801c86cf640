package dev.postern.benchmark.server;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Vert.x's SockJS with an echo and a broadcast. */
public final class VertxServer {

    private VertxServer() {}

    /** Serves until it is ended. */
    public static void main(String[] args) {
        Vertx vertx = Vertx.vertx();
        Router router = Router.router(vertx);
        router.route().handler(BodyHandler.create(false));
        router.route("/echo*")
                .subRouter(SockJSHandler.create(vertx)
                        .socketHandler(socket -> socket.handler(socket::write)));
        Set<SockJSSocket> members = ConcurrentHashMap.newKeySet();
        router.route("/broadcast*").subRouter(SockJSHandler.create(vertx).socketHandler(socket -> {
            members.add(socket);
            socket.endHandler(end -> members.remove(socket));
            socket.handler(message -> members.forEach(member -> member.write(message)));
        }));
        vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .onSuccess(server -> Port.tell(server.actualPort()))
                .onFailure(failure -> {
                    throw new IllegalStateException(failure);
                });
    }
}
