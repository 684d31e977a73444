using System.CommandLine;
using Gyrus.Cli.Commands;
using Gyrus.Cli.Running;

namespace Gyrus.Cli;

/// <summary>The gyrus command: its verbs, and how a call ends.</summary>
internal static class GyrusCommand
{
    /// <summary>How long a call that was asked to end may take to reach a safe point.</summary>
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(30);

    /// <summary>Parses and runs one call. 0 done, 1 usage or input, 3 done but not converged.</summary>
    public static async Task<int> RunAsync(
        string[] args,
        TextWriter output,
        TextWriter error,
        CancellationToken cancellationToken = default
    )
    {
        // A call without a verb asks what there is.
        ParseResult parsed = Create().Parse(args.Length == 0 ? ["--help"] : args);
        if (parsed.Errors.Count > 0)
        {
            foreach (System.CommandLine.Parsing.ParseError problem in parsed.Errors)
            {
                await error.WriteLineAsync($"gyrus: {problem.Message}");
            }

            await error.WriteLineAsync($"See '{Path(parsed)} --help'.");
            await AnswerAsync(args, output, string.Join(' ', parsed.Errors.Select(e => e.Message)));
            return ExitCode.UsageOrInput;
        }

        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = output,
                    Error = error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = HandlesSignals(args, cancellationToken) ? null : LongestEnd,
                },
                cancellationToken
            );
        }
        catch (Exception exception) when (UserError.Explain(exception) is { } sentence)
        {
            await error.WriteLineAsync($"gyrus: {sentence}");
            await AnswerAsync(args, output, sentence);
            return ExitCode.UsageOrInput;
        }
    }

    /// <summary>The tree of verbs.</summary>
    public static RootCommand Create()
    {
        var root = new RootCommand(
            """
            Gyrus turns brain recordings into sparse, trustworthy connectomes.

            Start with 'gyrus demo': it makes a small data set, runs everything and writes a report.
            """
        )
        {
            HelpName = "gyrus",
        };
        root.Add(DemoCommand.Create());
        root.Add(SignalsCommand.Create());
        root.Add(ConnectomeCommand.Create());
        root.Add(BidsCommand.Create());
        root.Add(MaskCommand.Create());
        root.Add(ImageCommand.Create());
        root.Add(ConfoundsCommand.Create());
        root.Add(QualityCommand.Create());
        root.Add(ConnectivityCommand.Create());
        root.Add(CleanCommand.Create());
        root.Add(CompareCommand.Create());
        root.Add(EdgeTestCommand.Create());
        root.Add(GlmCommand.Create());
        root.Add(SimulateCommand.Create());
        root.Add(ReproduceCommand.Create());
        root.Add(RunCommand.Create());
        root.Add(StatusCommand.Create());
        root.Add(RunCommand.CreateResume());
        root.Add(CancelCommand.Create());
        root.Add(TaskCommand.Create());
        root.Add(ReportCommand.Create());
        root.Add(PlotCommand.Create());
        root.Add(CoordsCommand.Create());
        root.Add(ViewCommand.Create());
        root.Add(InfoCommand.Create());
        root.Add(FetchCommand.Create());
        root.Add(ExampleCommand.Create());
        root.Add(CacheCommand.Create());
        Verb.TeachIn(root);
        StrictWords.TeachIn(root);
        return root;
    }

    /// <summary>A call inside another hears of signals by its token; a task of a plan has reasons of its own to end or to stay.</summary>
    private static bool HandlesSignals(string[] args, CancellationToken cancellationToken) =>
        cancellationToken.CanBeCanceled || args is ["task", ..];

    /// <summary>A program that asked for JSON gets an object when the call fails too.</summary>
    private static async Task AnswerAsync(string[] args, TextWriter output, string problem)
    {
        if (args.Contains("--json"))
        {
            await output.WriteLineAsync(new System.Text.Json.Nodes.JsonObject { ["error"] = problem }.ToJsonString());
        }
    }

    private static string Path(ParseResult parsed)
    {
        var names = new List<string>();
        for (
            System.CommandLine.Parsing.SymbolResult? at = parsed.CommandResult;
            at is System.CommandLine.Parsing.CommandResult command;
            at = at.Parent
        )
        {
            names.Insert(0, command.Command is RootCommand ? "gyrus" : command.Command.Name);
        }

        return string.Join(' ', names);
    }
}
