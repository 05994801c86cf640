package dev.postern.it.broker;

import dev.postern.it.support.FreePorts;

import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

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
        return new ArtemisBroker(FreePorts.next(), "");
    }

    static ArtemisBroker startWithTls(String keyStore, String password) throws Exception {
        return new ArtemisBroker(
                FreePorts.next(),
                ";sslEnabled=true;keyStorePath=" + keyStore + ";keyStorePassword=" + password
                        + ";keyStoreType=PKCS12");
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
