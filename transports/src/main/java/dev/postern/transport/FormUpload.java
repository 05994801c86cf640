package dev.postern.transport;

import dev.postern.http.BodyReader;
import dev.postern.protocol.FormField;
import dev.postern.protocol.MalformedBatchException;

import java.nio.ByteBuffer;

/** An {@link Upload} whose JSON is the field {@code d} of a form (SockJS protocol, jsonp_send). */
final class FormUpload implements BodyReader {

    private final FormField field = new FormField("d");
    private final Upload upload;

    FormUpload(Upload upload) {
        this.upload = upload;
    }

    @Override
    public boolean onChunk(ByteBuffer chunk) {
        try {
            field.feed(chunk, upload::feed);
        } catch (MalformedBatchException e) {
            upload.refuse(e);
            return false;
        }
        return upload.proceed();
    }

    @Override
    public void onEnd() {
        try {
            field.end();
        } catch (MalformedBatchException e) {
            upload.refuse(e);
            return;
        }
        upload.onEnd();
    }

    @Override
    public void onFailure(Throwable cause) {
        upload.onFailure(cause);
    }
}
