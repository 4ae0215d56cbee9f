package clearing.settlement.desk.notify;

import clearing.settlement.desk.Severity;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may be told by mail.
 *
 * @param domains of addresses that mails may go to, in lower case; none when no mail leaves
 * @param addresses of users and groups, by their names
 * @param lists who is told whatever the policy says
 */
public record Mailing(Set<String> domains, Map<String, List<Mailbox>> addresses, List<MailList> lists) {
    /** No mail leaves. */
    public static final Mailing NONE = new Mailing(Set.of(), Map.of(), List.of());

    public Mailing {
        domains = Set.copyOf(domains);
        addresses = Map.copyOf(addresses);
        lists = List.copyOf(lists);
    }

    /** Whether mails may go there. */
    public boolean allows(Mailbox mailbox) {
        return domains.contains(mailbox.domain());
    }

    /**
     * Why a policy cannot name it.
     *
     * @param named an address, or the name of a user or group
     * @param members of that group; none of an address or a user
     * @return empty when it reaches somebody
     */
    public Optional<String> fault(String named, List<String> members) {
        if (domains.isEmpty()) {
            return Optional.of("no mail is set up");
        }
        if (Mailbox.isAddress(named) && !allows(new Mailbox(named))) {
            return Optional.of(named + " is of a domain that mails may not go to");
        }
        return reached(named, members).isEmpty() ? Optional.of(named + " has no mail address") : Optional.empty();
    }

    /** The mailboxes behind a name of the policy: itself, its own, or those of its members. */
    Set<Mailbox> reached(String named, List<String> members) {
        Set<Mailbox> all = new LinkedHashSet<>();
        if (Mailbox.isAddress(named)) {
            all.add(new Mailbox(named));
        } else {
            all.addAll(addresses.getOrDefault(named, List.of()));
            members.forEach(member -> all.addAll(addresses.getOrDefault(member, List.of())));
        }
        all.removeIf(mailbox -> !allows(mailbox));
        return all;
    }

    /** The mailboxes of the lists that hear of it. */
    Set<Mailbox> hearing(DeskEvent event, Severity severity) {
        Set<Mailbox> all = new LinkedHashSet<>();
        lists.stream().filter(list -> list.hears(event, severity)).forEach(list -> all.addAll(list.to()));
        return all;
    }
}
