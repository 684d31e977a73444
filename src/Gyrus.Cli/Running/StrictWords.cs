using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Gyrus.Cli.Running;

/// <summary>Reads numbers and names strictly: "2,5" must not become 25, and a misspelt option must not become a file.</summary>
internal static class StrictWords
{
    /// <summary>Makes every number and every name of a command and its verbs strict.</summary>
    public static void TeachIn(Command command)
    {
        foreach (Option option in command.Options)
        {
            Teach(option);
        }

        foreach (Argument argument in command.Arguments)
        {
            // The arguments live as long as the process, the tree of commands as long as a call; calls may run side by side.
            lock (argument)
            {
                if (!argument.Validators.Contains(RequireNoOption))
                {
                    argument.Validators.Add(RequireNoOption);
                }
            }
        }

        foreach (Command verb in command.Subcommands)
        {
            TeachIn(verb);
        }
    }

    private static void Teach(Option option)
    {
        switch (option)
        {
            case Option<double> number:
                number.CustomParser = result => Number(result, option.Name, 0);
                break;
            case Option<double?> number:
                number.CustomParser = result => Number(result, option.Name, 0);
                break;
            case Option<double[]> numbers:
                numbers.CustomParser = result =>
                    [.. Enumerable.Range(0, result.Tokens.Count).Select(i => Number(result, option.Name, i))];
                break;
            case Option<int[]> counts:
                counts.CustomParser = result =>
                    [.. Enumerable.Range(0, result.Tokens.Count).Select(i => Whole(result, option.Name, i))];
                break;
            case Option<int?> count:
                count.CustomParser = result => Whole(result, option.Name, 0);
                break;
            case Option<int> count:
                count.CustomParser = result => Whole(result, option.Name, 0);
                break;
            default:
                break;
        }
    }

    private static double Number(ArgumentResult result, string option, int index)
    {
        string text = result.Tokens[index].Value;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
        {
            string hint = text.Contains(',', StringComparison.Ordinal)
                ? " Decimals have a point, and several numbers have blanks between them."
                : "";
            result.AddError($"{option}: expected a number such as 0.01, but got '{text}'.{hint}");
        }

        return value;
    }

    private static int Whole(ArgumentResult result, string option, int index)
    {
        string text = result.Tokens[index].Value;
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value))
        {
            result.AddError($"{option}: expected a whole number, but got '{text}'.");
        }

        return value;
    }

    private static void RequireNoOption(ArgumentResult result)
    {
        foreach (Token token in result.Tokens.Where(t => t.Value.StartsWith('-') && !File.Exists(t.Value)))
        {
            result.AddError(
                $"'{token.Value}' is no option of this command. (A file whose name begins with '-' is written ./{token.Value}.)"
            );
        }
    }
}
