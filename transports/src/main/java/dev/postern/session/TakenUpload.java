package dev.postern.session;

/**
 * How much of the last upload a session has taken, in order that of one that comes again only the rest is taken:
 * nothing, or what did not come before its connection died. Used in the session's mailbox only, for the two
 * requests may come at once.
 */
final class TakenUpload {

    private long upload;
    private int taken;

    /** Takes {@code batch}; answers how many of its texts, the first ones, have been taken before. */
    int take(ClientBatch.Texts batch) {
        int size = batch.texts().size();
        if (batch.upload() != upload) {
            upload = batch.upload();
            taken = 0;
        }
        int known = Math.min(Math.max(taken - batch.from(), 0), size);
        taken = Math.max(taken, batch.from() + size);
        return known;
    }
}
