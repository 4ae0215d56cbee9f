package clearing.client.cli;

import clearing.client.trade.QueueDesk;
import clearing.client.trade.QueueDesk.Change;
import clearing.client.trade.QueueDesk.Chosen;
import clearing.kernel.queue.QueuePriority;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code clearing queue}: how what one gives waits. */
@Command(
        name = "queue",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Shows what waits for settlement, and controls how what the member gives waits.",
            "Who gives something in a trade asks: the payer of a payment, both sides of a DVP or PVP. It counts from the next round on.",
            "Parts are for both sides of every trade to allow."
        },
        subcommands = {
            QueueListCommand.class,
            QueueCommand.Hold.class,
            QueueCommand.Resume.class,
            QueueCommand.Priority.class,
            QueueCommand.Reorder.class,
            QueueCommand.Schedule.class,
            QueueCommand.Parts.class,
            CancelCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  clearing queue hold HB-17 HB-18 --profile members/HarbourBrokers/profile.json",
            "  clearing queue reorder HB-20 HB-19 --profile members/HarbourBrokers/profile.json",
            "  clearing queue schedule HB-21 --earliest 2026-11-30T06:00:00Z --profile members/HarbourBrokers/profile.json"
        })
final class QueueCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
        throw new CommandLine.ParameterException(spec.commandLine(), "A command is missing.");
    }

    /** What every control of single trades takes. */
    abstract static class OfTrades implements Callable<Integer> {
        @Mixin
        private MemberOptions member = new MemberOptions();

        @Parameters(paramLabel = "REFERENCE", arity = "1..*", description = "The trades.")
        private List<String> references = List.of();

        @Option(names = "--with", paramLabel = "MEMBER", description = "Only trades with this member.")
        private Optional<String> with = Optional.empty();

        @Mixin
        private Output output = new Output();

        /** What is asked of the member's desk. */
        interface Ask {
            clearing.client.trade.OneShot.Result of(QueueDesk desk, Chosen chosen) throws InterruptedException;
        }

        int ask(String done, Ask ask) throws InterruptedException {
            return TradeLifeOptions.run(
                    member, output, done, life -> ask.of(life.queueDesk(), new Chosen(references, with)));
        }
    }

    @Command(
            name = "hold",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description =
                    "Keeps trades out of every round until they are resumed; with their value date they fail all the same.")
    static final class Hold extends OfTrades {
        @Override
        public Integer call() throws Exception {
            return ask("held", (desk, chosen) -> desk.hold(chosen, true));
        }
    }

    @Command(
            name = "resume",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Lets held trades settle again; a hold of the other side stays.")
    static final class Resume extends OfTrades {
        @Override
        public Integer call() throws Exception {
            return ask("resumed", (desk, chosen) -> desk.hold(chosen, false));
        }
    }

    @Command(
            name = "priority",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Has trades wait in a class; urgent ranks before normal, normal before low.",
                "Where both sides give, the lower of the classes that they ask for counts."
            })
    static final class Priority extends OfTrades {
        @Option(
                names = "--class",
                required = true,
                paramLabel = "CLASS",
                description = "One of ${COMPLETION-CANDIDATES}; the first is what both agreed in the trade.")
        private QueuePriority priority = QueuePriority.AS_TRADED;

        @Override
        public Integer call() throws Exception {
            return ask("ranked", (desk, chosen) -> desk.prioritise(chosen, priority));
        }
    }

    @Command(
            name = "reorder",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Has trades wait in the order named, before all of their class that have no place.",
                "Where both sides give, the later of the places that they ask for counts."
            })
    static final class Reorder extends OfTrades {
        /** At most one of them. */
        static final class Where {
            @Option(names = "--last", description = "Behind all that have no place.")
            private boolean last;

            @Option(
                    names = "--place",
                    paramLabel = "N",
                    description = "All at this place: lower ones settle first; 0 is what trades have at first.")
            private Optional<Integer> place = Optional.empty();
        }

        @ArgGroup
        private Where where = new Where();

        @Override
        public Integer call() throws Exception {
            return ask(
                    "placed",
                    (desk, chosen) -> where.place.isPresent()
                            ? desk.place(chosen, where.place.get())
                            : desk.reorder(chosen, !where.last));
        }
    }

    @Command(
            name = "schedule",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Says from when until when trades may settle. A time that is not given stays as it was.",
                "Past its latest time a trade waits until it is given another; with its value date it fails."
            })
    static final class Schedule extends OfTrades {
        @Option(names = "--earliest", paramLabel = "TIME", description = "Such as 2026-11-30T06:00:00Z.")
        private Optional<Instant> earliest = Optional.empty();

        @Option(names = "--latest", paramLabel = "TIME", description = "Such as 2026-11-30T08:00:00Z.")
        private Optional<Instant> latest = Optional.empty();

        @Option(names = "--any-time", description = "Takes back what was asked before and is not given now.")
        private boolean anyTime;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws Exception {
            if (earliest.isEmpty() && latest.isEmpty() && !anyTime) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(), "One of --earliest, --latest and --any-time is needed.");
            }
            return ask("scheduled", (desk, chosen) -> desk.schedule(chosen, change(earliest), change(latest)));
        }

        private Optional<Change> change(Optional<Instant> time) {
            return time.isPresent() || anyTime ? Optional.of(new Change(time)) : Optional.empty();
        }
    }

    @Command(
            name = "parts",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Lets trades settle in part, as far as there is cover, where the other side allows it too.",
                "Both legs move in the same proportion; what is left waits and keeps its rank."
            })
    static final class Parts extends OfTrades {
        /** At most one of them. */
        static final class Size {
            @Option(
                    names = "--least",
                    paramLabel = "AMOUNT",
                    description =
                            "The smallest part of the first leg that is worth it. Default: the smallest there is.")
            private Optional<String> least = Optional.empty();

            @Option(names = "--whole", description = "Takes it back: whole or not at all.")
            private boolean whole;
        }

        @ArgGroup
        private Size size = new Size();

        @Override
        public Integer call() throws Exception {
            return size.whole
                    ? ask("to settle whole", (desk, chosen) -> desk.whole(chosen))
                    : ask("to settle in parts", (desk, chosen) -> desk.divide(chosen, size.least));
        }
    }
}
