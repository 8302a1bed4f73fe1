package dev.ovation.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnswerReaderTest {

    private static final String SIZED = "HTTP/1.1 201 Created\r\ncontent-length: 5\r\n\r\nhello";
    private static final String CHUNKED =
            "HTTP/1.1 503 Service Unavailable\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n";
    private static final String EMPTY = "HTTP/1.1 204 No Content\r\nDate: now\r\n\r\n";

    private final AnswerReader reader = new AnswerReader();

    private boolean take(String text) {
        return reader.take(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void anAnswerIsCompleteWithItsLastByteHoweverItIsCut() {
        for (String answer : new String[] {SIZED, CHUNKED, EMPTY}) {
            for (int cut = 1; cut < answer.length(); cut++) {
                reader.reset();
                assertThat(take(answer.substring(0, cut)))
                        .as("%s at %d", answer, cut)
                        .isFalse();
                assertThat(take(answer.substring(cut)))
                        .as("%s at %d", answer, cut)
                        .isTrue();
            }
        }
    }

    @Test
    void statusAndBodyAreRead() {
        take(SIZED);
        assertThat(reader.status()).isEqualTo(201);
        assertThat(reader.body()).isEqualTo("hello");
        reader.reset();
        take(CHUNKED);
        assertThat(reader.status()).isEqualTo(503);
    }

    @Test
    void anAnswerLargerThanItsBufferIsRead() {
        String body = "x".repeat(20_000);
        assertThat(take("HTTP/1.1 200 OK\r\nContent-Length: 20000\r\n\r\n")).isFalse();
        assertThat(take(body)).isTrue();
        assertThat(reader.body()).isEqualTo(body);
    }
}
