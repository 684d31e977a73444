using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Gyrus.Cli.Running;

/// <summary>A verb of gyrus: one line for the list of verbs, and details for its own help.</summary>
internal sealed class Verb : Command
{
    private readonly string _details;

    /// <summary>Creates a verb from a text whose first line is the summary and whose rest is the details.</summary>
    public Verb(string name, string text)
        : base(name, text.Split('\n')[0])
    {
        int end = text.IndexOf('\n', StringComparison.Ordinal);
        _details = end < 0 ? "" : text[end..].Trim('\n');
    }

    /// <summary>Makes the help of every verb end with its details.</summary>
    public static void TeachIn(RootCommand root)
    {
        HelpOption option = root.Options.OfType<HelpOption>().Single();
        option.Action = new Help((HelpAction)option.Action!);
    }

    private sealed class Help(HelpAction usual) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            int code = usual.Invoke(parseResult);
            if (parseResult.CommandResult.Command is Verb { _details.Length: > 0 } verb)
            {
                parseResult.InvocationConfiguration.Output.WriteLine(verb._details);
            }

            return code;
        }
    }
}
