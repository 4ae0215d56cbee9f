package clearing.settlement.ledger;

import clearing.kernel.queue.QueueControl;
import java.time.Instant;
import java.util.Locale;

/** What a party asked of the queue, in words. */
final class QueueWords {
    private QueueWords() {}

    static String of(QueueControl control) {
        return switch (control) {
            case QueueControl.Hold c -> c.held() ? "held" : "resumed";
            case QueueControl.Prioritise c ->
                "class " + c.priority().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            case QueueControl.Order c -> "place " + c.place();
            case QueueControl.Schedule c -> "not before " + time(c.earliest()) + ", not after " + time(c.latest());
            case QueueControl.Divide c -> c.least() == 0 ? "whole or not at all" : "in parts from " + c.least();
        };
    }

    private static String time(long millis) {
        return millis == 0 ? "any time" : Instant.ofEpochMilli(millis).toString();
    }
}
