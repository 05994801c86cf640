package dev.postern.it.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.it.browser.Browser;
import dev.postern.it.support.GatewayProcess;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What {@code @stomp/stompjs} does with a broker behind the gateway. The gateway's {@code
 * stomp.heartbeat} is to be a second.
 */
final class BrowserStory {

    private final StompPage page;
    private final GatewayProcess gateway;

    BrowserStory(Browser browser, StompPages pages, GatewayProcess gateway) {
        this.page = new StompPage(browser, pages);
        this.gateway = gateway;
    }

    /** As a WebSocket, and through sockjs-client. */
    void tell() {
        for (String transport : List.of("raw", "xhr-streaming", "xhr-polling")) {
            tell(transport);
        }
    }

    private void tell(String transport) {
        String queue = "/queue/" + UUID.randomUUID();
        Map<String, Object> seen =
                page.connect(gateway, transport, "{login:'guest',passcode:'guest',host:'/'}", 1000);
        assertThat(StompPage.headers(seen))
                .containsEntry("version", "1.2")
                .containsEntry("heart-beat", "1000,1000");

        page.run("subscribe('" + queue + "', {ack:'client-individual', receipt:'subscribed'})");
        awaitReceipt("subscribed");
        page.run("publish('" + queue + "', ['grüße', '日本'], {receipt:'sent'})");
        assertThat(bodies(2)).containsExactly("grüße", "日本");
        page.run("ack(0, 'acknowledged')");
        page.run("nack(1, 'refused')");
        awaitReceipt("sent");
        awaitReceipt("acknowledged");
        awaitReceipt("refused");

        transactions();

        page.awaitSeen(now -> Collections.frequency(StompPage.list(now, "frames"), "beat") >= 2);
        page.run("disconnect('bye')");
        seen = awaitReceipt("bye");
        assertThat(StompPage.list(seen, "errors")).isEmpty();
    }

    private void transactions() {
        String queue = "/queue/" + UUID.randomUUID();
        page.run("subscribe('" + queue + "', {receipt:'listening'})");
        awaitReceipt("listening");
        page.run("begin()");
        page.run("publishWithin('" + queue + "', 'never')");
        page.run("transaction.abort()");
        page.run("begin()");
        page.run("publishWithin('" + queue + "', 'committed')");
        page.run("publish('/queue/other', ['past it'], {receipt:'past it'})");
        assertThat(arrivedAt(awaitReceipt("past it"), queue)).isEmpty();
        page.run("transaction.commit()");
        assertThat(arrivedAt(page.awaitSeen(now -> !arrivedAt(now, queue).isEmpty()), queue))
                .containsExactly("committed");
    }

    private Map<String, Object> awaitReceipt(String id) {
        return page.awaitSeen(now -> StompPage.list(now, "receipts").contains(id));
    }

    private List<Object> bodies(int count) {
        Map<String, Object> seen =
                page.awaitSeen(now -> StompPage.list(now, "messages").size() >= count);
        return StompPage.list(seen, "messages").stream()
                .limit(count)
                .<Object>map(message -> ((Map<?, ?>) message).get("body"))
                .toList();
    }

    private static List<Object> arrivedAt(Map<String, Object> seen, String queue) {
        return StompPage.list(seen, "messages").stream()
                .map(message -> (Map<?, ?>) message)
                .filter(message -> queue.equals(message.get("destination")))
                .<Object>map(message -> message.get("body"))
                .toList();
    }
}
