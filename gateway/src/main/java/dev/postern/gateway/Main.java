package dev.postern.gateway;

import dev.postern.gateway.config.ConfigException;
import dev.postern.gateway.config.GatewayConfig;
import dev.postern.gateway.config.cli.GatewayCommand;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.Charset;
import java.util.concurrent.CountDownLatch;

/** Where the program begins. */
public final class Main {

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final int OK = 0;
    private static final int FAILED = 1;

    private Main() {}

    /** Runs the program; {@code --help} tells how. */
    public static void main(String[] args) {
        Charset console = Charset.defaultCharset();
        PrintWriter out = new PrintWriter(System.out, true, console);
        PrintWriter err = new PrintWriter(System.err, true, console);
        GatewayCommand command =
                new GatewayCommand(config -> serve(config, err), new RouteRehearsal(), out, err);
        System.exit(command.run(args, System.getenv()));
    }

    /** Serves until the JVM is told to stop; answers only if it can't. */
    private static int serve(GatewayConfig config, PrintWriter err) {
        Gateway gateway;
        try {
            gateway = new Gateway(config);
            gateway.start();
        } catch (ConfigException wrong) {
            // Of what a setting names, such as a file.
            err.println("postern: " + wrong.getMessage());
            return GatewayCommand.USAGE_ERROR;
        } catch (Exception e) {
            err.println("postern: " + advice(config, e));
            return FAILED;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(gateway), "shutdown"));
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            LOG.debug("interrupted", e);
        }
        return OK;
    }

    private static String advice(GatewayConfig config, Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean noSuchAddress = cause instanceof BindException
                    && String.valueOf(cause.getMessage()).contains("assign requested address");
            if (cause instanceof BindException && !noSuchAddress) {
                return "Port " + config.port() + " can't be had (" + cause.getMessage()
                        + "); stop what is using it, or choose another one with --port.";
            }
            if (noSuchAddress
                    || cause instanceof UnknownHostException
                    || cause instanceof UnresolvedAddressException) {
                return "This machine has no address " + config.host()
                        + "; choose another one with --host.";
            }
        }
        return failure instanceof IOException
                ? "Can't listen: " + failure.getMessage()
                : "Can't start: " + failure;
    }

    /** After a signal the JVM would say 143; to be told to stop and to do so is no failure. */
    private static void stop(Gateway gateway) {
        int code = OK;
        try {
            gateway.stop();
        } catch (Exception e) {
            LOG.warn("Did not stop cleanly: {}", e.toString());
            code = FAILED;
        }
        Runtime.getRuntime().halt(code);
    }
}
