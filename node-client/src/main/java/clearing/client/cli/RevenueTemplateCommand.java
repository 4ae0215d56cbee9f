package clearing.client.cli;

import clearing.client.revenue.template.Templates;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code clearing revenue template}: an agreement to begin with. */
@Command(
        name = "template",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Prints an agreement that is ready to be filled in; without a name, lists them.",
        footerHeading = "%nExample:%n",
        footer = "  clearing revenue template robo-adviser > robo.yaml")
final class RevenueTemplateCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "Which one.")
    private Optional<String> name = Optional.empty();

    @CommandLine.Option(names = "--list", description = "List the names.")
    private boolean list;

    @Mixin
    private Output output = new Output();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (list || name.isEmpty()) {
            list();
            return Exit.DONE;
        }
        Templates.Template template = Templates.find(name.get())
                .orElseThrow(() -> new CommandLine.ParameterException(
                        spec.commandLine(),
                        "there is no template " + name.get() + "; there are "
                                + Templates.all().stream()
                                        .map(Templates.Template::name)
                                        .collect(Collectors.joining(", "))));
        if (output.json()) {
            output.print(Output.object().put("name", template.name()).put("text", template.text()));
        } else {
            output.out().print(template.text());
            output.out().flush();
        }
        return Exit.DONE;
    }

    private void list() {
        ObjectNode node = Output.object();
        ArrayNode names = node.putArray("templates");
        for (Templates.Template template : Templates.all()) {
            names.addObject().put("name", template.name()).put("about", template.about());
            if (!output.json()) {
                output.out().printf(Locale.ROOT, "%-22s%s%n", template.name(), template.about());
            }
        }
        if (output.json()) {
            output.print(node);
        }
    }
}
