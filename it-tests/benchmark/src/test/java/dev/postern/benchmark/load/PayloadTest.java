package dev.postern.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PayloadTest {

    private final Payload payload = new Payload(64);
    private final byte[] bytes = new byte[80];

    @Test
    void knowsItsOwn() {
        payload.write(bytes, 5, 0xabcdef, 0x12345678);

        assertThat(payload.matches(bytes, 5, 0xabcdef, 0x12345678)).isTrue();
    }

    @Test
    void anotherSenderAnotherNumberOrAnotherByteIsNotIt() {
        payload.write(bytes, 5, 7, 8);

        assertThat(payload.matches(bytes, 5, 7, 9)).isFalse();
        assertThat(payload.matches(bytes, 5, 6, 8)).isFalse();
        bytes[5 + 63]++;
        assertThat(payload.matches(bytes, 5, 7, 8)).isFalse();
    }
}
