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
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Lets in whose login and passcode are listed. Hashing takes milliseconds on purpose, so it has a
 * thread of its own; who comes when too many wait for it is told to try again. Other threads tell the
 * verdict: what a session then does, with all that its client has sent meanwhile, would keep the next
 * login waiting.
 */
final class UserCredentials implements StompCredentials {

    /** The work grows with the passcode; nobody's is longer. */
    private static final int MAX_PASSCODE_BYTES = 256;

    private static final int WAITING = 2000;
    private static final int TELLERS = 16;
    private static final int IDLE_SECONDS = 30;

    /** Of no passcode: what an unknown login is checked against, so that it takes as long as a known one. */
    private static final String NOBODYS = "$6$nobody$" + "x".repeat(86);

    private final Map<String, String> hashes;
    private final Executor worker;
    private final Executor tellers = tellers();

    UserCredentials(Map<String, String> hashes) {
        this(hashes, worker());
    }

    /** @param worker hashes; may reject */
    UserCredentials(Map<String, String> hashes, Executor worker) {
        this.hashes = hashes;
        this.worker = worker;
    }

    private static Executor worker() {
        ThreadPoolExecutor worker = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                task -> thread(task, "stomp-credentials"));
        worker.allowCoreThreadTimeOut(true);
        return worker;
    }

    /** Where all of them are busy, the hashing thread tells too: nobody waits without an answer. */
    private static Executor tellers() {
        return new ThreadPoolExecutor(
                0,
                TELLERS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> thread(task, "stomp-verdict"),
                new ThreadPoolExecutor.CallerRunsPolicy());
    }

    private static Thread thread(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
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
            return CompletableFuture.supplyAsync(() -> verdict(login, secret), worker)
                    .thenApplyAsync(verdict -> verdict, tellers);
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
