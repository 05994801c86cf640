package dev.postern.gateway.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.api.CloseStatus;
import dev.postern.api.Handshake;
import dev.postern.api.Headers;
import dev.postern.api.Identity;
import dev.postern.api.Transport;
import dev.postern.gateway.config.ConfigException;
import dev.postern.stomp.ConnectVerdict;
import dev.postern.stomp.StompHeaders;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

class UserCredentialsTest {

    /** As {@code openssl passwd -6 -salt saltsalt secret} prints it. */
    private static final String HASH =
            "$6$saltsalt$TVLlQcbpFVof5W3Yz4DTP6gRstiNuHwwTt6GLc1E5n0U0aDehy0S5knV8wiOQSpT0Y77vwPZN.Pq.H91p5hVO1";

    @TempDir
    private Path folder;

    @Test
    void letsInWhoKnowsThePasscode() throws IOException {
        UserCredentials credentials =
                new UserCredentials(UsersFile.read(file("# who is here\n\nann:" + HASH + "\n")));

        assertThat(check(credentials, "login", "ann", "passcode", "secret"))
                .isEqualTo(new ConnectVerdict.Accepted(new Identity("ann")));
    }

    @ParameterizedTest
    @CsvSource({
        "ann, Secret",
        "ann, ''",
        "bob, secret",
        "'', secret",
    })
    void refusesOthersAndDoesNotSayWhy(String login, String passcode) {
        UserCredentials credentials = new UserCredentials(Map.of("ann", HASH));

        assertThat(check(credentials, "login", login, "passcode", passcode))
                .isEqualTo(ConnectVerdict.UNAUTHORIZED);
    }

    @Test
    void refusesWhoHasNoCredentialsOrTooLongOnes() {
        UserCredentials credentials = new UserCredentials(Map.of("ann", HASH));

        assertThat(check(credentials)).isEqualTo(ConnectVerdict.UNAUTHORIZED);
        assertThat(check(credentials, "login", "ann")).isEqualTo(ConnectVerdict.UNAUTHORIZED);
        assertThat(check(credentials, "login", "ann", "passcode", "x".repeat(1000)))
                .isEqualTo(ConnectVerdict.UNAUTHORIZED);
    }

    @Test
    void tellsToTryAgainWhenTooManyWait() {
        UserCredentials credentials = new UserCredentials(Map.of("ann", HASH), task -> {
            throw new RejectedExecutionException();
        });

        assertThat(check(credentials, "login", "ann", "passcode", "secret"))
                .isInstanceOfSatisfying(
                        ConnectVerdict.Refused.class,
                        refused -> assertThat(refused.status())
                                .isEqualTo(CloseStatus.TRY_AGAIN_LATER));
    }

    @Test
    void whoIsToldTheVerdictKeepsNobodyElseWaiting() throws Exception {
        ExecutorService worker = Executors.newSingleThreadExecutor();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        try {
            worker.execute(() -> await(asked));
            UserCredentials credentials = new UserCredentials(Map.of("ann", HASH), worker);
            CompletableFuture<ConnectVerdict> slow =
                    ask(credentials, "login", "ann", "passcode", "secret");
            // Not slow itself: whoever waits for that may be made to tell.
            CompletableFuture<ConnectVerdict> told = new CompletableFuture<>();
            CompletableFuture<Void> busy = slow.thenAccept(verdict -> {
                told.complete(verdict);
                await(done);
            });
            CompletableFuture<ConnectVerdict> next =
                    ask(credentials, "login", "ann", "passcode", "guessed");
            asked.countDown();

            assertThat(told.get(30, TimeUnit.SECONDS))
                    .isEqualTo(new ConnectVerdict.Accepted(new Identity("ann")));
            assertThat(next.get(30, TimeUnit.SECONDS)).isEqualTo(ConnectVerdict.UNAUTHORIZED);
            assertThat(busy).isNotDone();
        } finally {
            done.countDown();
            worker.shutdown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann", "ann:secret", ":" + HASH, "ann:" + HASH + "\nann:" + HASH})
    void saysWhichLineOfTheFileIsWrongAndNoSecret(String content) throws IOException {
        Path file = file(content + "\n");

        assertThatThrownBy(() -> UsersFile.read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("Line ")
                .hasMessageNotContaining("secret");
    }

    @Test
    void saysThatThereIsNoFile() {
        assertThatThrownBy(() -> UsersFile.read(folder.resolve("missing")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("missing");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("users"), content);
    }

    private static ConnectVerdict check(UserCredentials credentials, String... headers) {
        return ask(credentials, headers).join();
    }

    private static CompletableFuture<ConnectVerdict> ask(
            UserCredentials credentials, String... headers) {
        InetSocketAddress nowhere = InetSocketAddress.createUnresolved("nowhere", 1);
        return credentials
                .check(
                        StompHeaders.of(headers),
                        new Handshake(
                                Transport.WEBSOCKET,
                                "/",
                                null,
                                Headers.EMPTY,
                                List.of(),
                                nowhere,
                                nowhere,
                                false,
                                Identity.ANONYMOUS))
                .toCompletableFuture();
    }
}
