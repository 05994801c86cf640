package dev.postern.samples.portfolio.app;

import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.messaging.simp.annotation.SendToUser;
import org.springframework.messaging.simp.annotation.SubscribeMapping;
import org.springframework.stereotype.Controller;

import java.security.Principal;
import java.util.List;

/** What a page may ask for. */
@Controller
public class PortfolioController {

    private final Market market;
    private final Positions positions;
    private final SimpMessagingTemplate messages;

    PortfolioController(Market market, Positions positions, SimpMessagingTemplate messages) {
        this.market = market;
        this.positions = positions;
        this.messages = messages;
    }

    /** All quotes at once, for a page that has just come. */
    @SubscribeMapping("/quotes")
    public List<Quote> quotes() {
        return market.quotes();
    }

    /** What the user holds. */
    @SubscribeMapping("/positions")
    public List<Position> positions(Principal user) {
        return positions.of(user.getName());
    }

    /** Does a trade, and tells all of the user's pages. */
    @MessageMapping("/trade")
    public void trade(Trade trade, Principal user) {
        Position after = positions.trade(user.getName(), trade);
        messages.convertAndSendToUser(user.getName(), "/queue/position-updates", after);
    }

    /** Tells the page that asked, and no other of that user, why not. */
    @MessageExceptionHandler
    @SendToUser(destinations = "/queue/errors", broadcast = false)
    public String refused(TradeRefusedException refusal) {
        return refusal.why();
    }

    /** A trade that is none. */
    @MessageExceptionHandler
    @SendToUser(destinations = "/queue/errors", broadcast = false)
    public String garbled(MessageConversionException error) {
        return "That is not a trade.";
    }
}
