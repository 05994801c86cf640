package dev.postern.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.jetty.MessageAssembly.Flaw;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;

class MessageAssemblyTest {

    private final MessageAssembly assembly = new MessageAssembly(100_000);

    @Test
    void oneAfterTheOtherWithoutATrace() {
        assembly.begin(true);
        assertThat(assembly.add(Answers.utf8("ab"), false)).isNull();
        assertThat(assembly.add(Answers.utf8("c"), true)).isNull();
        assertThat(assembly.takeText()).isEqualTo("abc");
        assembly.begin(false);
        assertThat(assembly.isText()).isFalse();
        assertThat(assembly.add(ByteBuffer.wrap(new byte[] {(byte) 0xFF}), true))
                .isNull();
        assertThat(assembly.takeBinary()).isEqualTo(ByteBuffer.wrap(new byte[] {(byte) 0xFF}));
        assembly.begin(true);
        assertThat(assembly.add(Answers.utf8(""), true)).isNull();
        assertThat(assembly.takeText()).isEmpty();
    }

    @Test
    void theBoundIsExact() {
        assembly.begin(false);
        assertThat(assembly.add(ByteBuffer.allocate(99_999), false)).isNull();
        assertThat(assembly.add(ByteBuffer.allocate(2), false)).isEqualTo(Flaw.TOO_BIG);
        assertThat(assembly.add(ByteBuffer.allocate(1), true)).isNull();
        assertThat(assembly.takeBinary().remaining()).isEqualTo(100_000);
    }

    @Test
    void fragmentsOfAFairSizeMayBeMany() {
        assembly.begin(false);
        for (int i = 0; i < 6_000; i++) {
            assertThat(assembly.add(ByteBuffer.allocate(16), false)).isNull();
        }
    }

    @Test
    void aMessageThatEndsWithinACharacterIsNoText() {
        assembly.begin(true);
        assertThat(assembly.add(ByteBuffer.wrap(new byte[] {'a', (byte) 0xE2, (byte) 0x82}), false))
                .isNull();
        assertThat(assembly.add(ByteBuffer.allocate(0), true)).isEqualTo(Flaw.INVALID_UTF8);
    }
}
