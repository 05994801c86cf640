package dev.postern.it.broker;

import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Artemis inside the test: a real broker that starts in a moment. Keeps its port over restarts. */
final class ArtemisBroker implements TestBroker {

    private final int port;
    private final String tls;
    private EmbeddedActiveMQ server;

    private ArtemisBroker(int port, String tls) throws Exception {
        this.port = port;
        this.tls = tls;
        this.server = run();
    }

    static ArtemisBroker start() throws Exception {
        return new ArtemisBroker(freePort(), "");
    }

    static ArtemisBroker startWithTls(String keyStore, String password) throws Exception {
        return new ArtemisBroker(
                freePort(),
                ";sslEnabled=true;keyStorePath=" + keyStore + ";keyStorePassword=" + password
                        + ";keyStoreType=PKCS12");
    }

    /**
     * A port that no connection is given for its own end (those begin at 32768 on Linux, higher
     * elsewhere): it is still free after a while, and after a restart.
     */
    static int freePort() {
        int port;
        do {
            port = ThreadLocalRandom.current().nextInt(15_000, 32_000);
        } while (!isFree(port));
        return port;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private EmbeddedActiveMQ run() throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .addAcceptorConfiguration(
                        "stomp",
                        "tcp://127.0.0.1:" + port
                                + "?protocols=STOMP;anycastPrefix=/queue/;multicastPrefix=/topic/"
                                + tls);
        return new EmbeddedActiveMQ().setConfiguration(configuration).start();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String[] durable(String name) {
        return new String[] {"durable-subscription-name:" + name};
    }

    @Override
    public boolean redeliversRefused() {
        return false;
    }

    @Override
    public void kill() throws Exception {
        server.stop();
    }

    @Override
    public void restart() throws Exception {
        server = run();
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
