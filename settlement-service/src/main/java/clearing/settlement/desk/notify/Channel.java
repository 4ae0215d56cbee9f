package clearing.settlement.desk.notify;

import clearing.settlement.desk.Severity;
import java.util.List;
import java.util.Set;

/**
 * Somebody who is told.
 *
 * @param name by which the outbox knows it
 * @param events of which it is told
 * @param minSeverity of breaks less severe than this it is not told
 * @param target how
 */
public record Channel(String name, Set<DeskEvent> events, Severity minSeverity, Target target) {
    public Channel {
        events = Set.copyOf(events);
    }

    /** How a channel is reached. */
    public sealed interface Target {}

    /**
     * A webhook.
     *
     * @param url http or https
     * @param secret key of the signature, 16 bytes or more; never written anywhere
     */
    record Webhook(java.net.URI url, Secret secret) implements Target {}

    /**
     * Mail.
     *
     * @param to addresses
     */
    record Mail(List<String> to) implements Target {
        public Mail {
            to = List.copyOf(to);
        }
    }

    boolean hears(DeskEvent event, Severity severity) {
        return events.contains(event) && severity.compareTo(minSeverity) >= 0;
    }
}
