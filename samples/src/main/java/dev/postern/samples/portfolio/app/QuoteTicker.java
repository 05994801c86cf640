package dev.postern.samples.portfolio.app;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;

/** Moves the market and tells everyone, again and again: a message for each stock. */
@Component
public class QuoteTicker implements SmartLifecycle {

    private final Market market;
    private final SimpMessagingTemplate messages;
    private final TaskScheduler scheduler;
    private final Duration interval;
    private volatile @Nullable ScheduledFuture<?> ticking;

    QuoteTicker(
            Market market,
            SimpMessagingTemplate messages,
            TaskScheduler messageBrokerTaskScheduler,
            @Value("${portfolio.tick:1000}") long millis) {
        this.market = market;
        this.messages = messages;
        this.scheduler = messageBrokerTaskScheduler;
        this.interval = Duration.ofMillis(millis);
    }

    private void tick() {
        market.move();
        for (Quote quote : market.quotes()) {
            messages.convertAndSend("/topic/quotes", quote);
        }
    }

    @Override
    public void start() {
        ticking = scheduler.scheduleAtFixedRate(this::tick, interval);
    }

    @Override
    public void stop() {
        ScheduledFuture<?> running = ticking;
        if (running != null) {
            running.cancel(false);
            ticking = null;
        }
    }

    @Override
    public boolean isRunning() {
        return ticking != null;
    }
}
