package dev.postern.gateway.stomp;

import dev.postern.api.CloseStatus;
import dev.postern.api.Handshake;
import dev.postern.api.Identity;
import dev.postern.stomp.ConnectVerdict;
import dev.postern.stomp.StompCredentials;
import dev.postern.stomp.StompHeaders;

import org.apache.commons.codec.digest.Sha2Crypt;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Lets in whose login and passcode are listed. Hashing takes milliseconds on purpose, so it has a
 * thread of its own; who comes when too many wait for it is told to try again.
 */
final class UserCredentials implements StompCredentials {

    /** The work grows with the passcode; nobody's is longer. */
    private static final int MAX_PASSCODE_BYTES = 256;

    private static final int WAITING = 2000;
    private static final int IDLE_SECONDS = 30;

    /** Of no passcode: what an unknown login is checked against, so that it takes as long as a known one. */
    private static final String NOBODYS = "$6$nobody$" + "x".repeat(86);

    private final Map<String, String> hashes;
    private final Executor worker;

    UserCredentials(Map<String, String> hashes) {
        this(hashes, worker());
    }

    UserCredentials(Map<String, String> hashes, Executor worker) {
        this.hashes = hashes;
        this.worker = worker;
    }

    private static Executor worker() {
        ThreadPoolExecutor worker = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, "stomp-credentials");
                    thread.setDaemon(true);
                    return thread;
                });
        worker.allowCoreThreadTimeOut(true);
        return worker;
    }

    @Override
    public CompletionStage<ConnectVerdict> check(StompHeaders connect, Handshake handshake) {
        String login = connect.get("login");
        String passcode = connect.get("passcode");
        if (login == null || passcode == null) {
            return CompletableFuture.completedFuture(ConnectVerdict.UNAUTHORIZED);
        }
        byte[] secret = passcode.getBytes(StandardCharsets.UTF_8);
        if (secret.length > MAX_PASSCODE_BYTES) {
            return CompletableFuture.completedFuture(ConnectVerdict.UNAUTHORIZED);
        }
        try {
            return CompletableFuture.supplyAsync(() -> verdict(login, secret), worker);
        } catch (RejectedExecutionException full) {
            return CompletableFuture.completedFuture(new ConnectVerdict.Refused(
                    "Too many logins at once; try again later", CloseStatus.TRY_AGAIN_LATER));
        }
    }

    private ConnectVerdict verdict(String login, byte[] secret) {
        String hash = hashes.getOrDefault(login, NOBODYS);
        byte[] found = Sha2Crypt.sha512Crypt(secret, hash).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(found, hash.getBytes(StandardCharsets.US_ASCII))
                ? new ConnectVerdict.Accepted(new Identity(login))
                : ConnectVerdict.UNAUTHORIZED;
    }
}
