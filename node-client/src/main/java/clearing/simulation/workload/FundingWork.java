package clearing.simulation.workload;

import clearing.kernel.Role;
import clearing.kernel.asset.Asset;
import clearing.kernel.balance.BalancePage;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.command.Command;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Value comes onto the ledger and leaves it. */
final class FundingWork {
    private static final int LARGEST_DEPOSIT = 900;
    private static final String WITHDRAWAL_PREFIX = "W/";

    private FundingWork() {}

    static Optional<Errand> deposit(Desk desk) {
        List<Asset> own = issuedBy(desk);
        if (own.isEmpty()) {
            return Optional.empty();
        }
        Asset asset = desk.draw().pick(own);
        String holder = desk.draw().oneIn(5) ? desk.member() : desk.other();
        Command command = new Command.Deposit(
                desk.newReference(),
                holder,
                desk.anyAccount(holder),
                asset.code(),
                desk.draw().between(1, LARGEST_DEPOSIT),
                LocalDate.ofEpochDay(desk.today(asset.lane())));
        return Optional.of(Errand.of("deposit", Role.TREASURER, command));
    }

    /** Mostly what is there; sometimes more. */
    static Optional<Errand> request(Desk desk) {
        String lane = desk.anyLane();
        List<BalancePage.Position> there = desk.balances(lane, desk.member()).positions().stream()
                .filter(position -> position.available() > 0)
                .toList();
        if (there.isEmpty()) {
            return Optional.empty();
        }
        BalancePage.Position position = desk.draw().pick(there);
        long amount = desk.draw().oneIn(5)
                ? position.available() + 1
                : desk.draw().between(1, (int) Math.min(position.available(), LARGEST_DEPOSIT));
        Command command = new Command.RequestWithdrawal(
                desk.newReference(),
                position.account(),
                desk.constitution().asset(position.asset()).code(),
                amount,
                LocalDate.ofEpochDay(desk.today(lane)));
        return Optional.of(Errand.of("request withdrawal", Role.TREASURER, command));
    }

    /** The issuer's word on a withdrawal that waits; sometimes again on one that has it, or on one that is not its own. */
    static Optional<Errand> attest(Desk desk) {
        List<Command> possible = new ArrayList<>();
        boolean again = desk.draw().oneIn(8);
        boolean ofOthers = desk.draw().oneIn(10);
        desk.ledger().under(WITHDRAWAL_PREFIX).forEach((key, entry) -> {
            ByteReader in = new ByteReader(entry.value());
            in.u8("format");
            boolean requested = in.u8("state") == 0;
            in.u8("account");
            String asset = in.text("asset");
            boolean own =
                    desk.constitution().assetOf(asset).orElseThrow().issuer().equals(desk.member());
            if (own != ofOthers && (requested || again)) {
                String[] parts = key.split("/", 3);
                possible.add(new Command.AttestWithdrawal(
                        parts[1], parts[2], !desk.draw().oneIn(3)));
            }
        });
        return possible.isEmpty()
                ? Optional.empty()
                : Optional.of(Errand.of(
                        "attest withdrawal", Role.TREASURER, desk.draw().pick(possible)));
    }

    static List<Asset> issuedBy(Desk desk) {
        return desk.constitution().assets().stream()
                .filter(asset -> asset.issuer().equals(desk.member()))
                .toList();
    }
}
