using System.CommandLine;
using Gyrus.Cli.Running;
using Gyrus.Imaging;
using Gyrus.IO.Nifti;
using Gyrus.Report.Connectomes;
using Gyrus.Report.Pages;

namespace Gyrus.Cli.Commands;

/// <summary>The options that say whether a report has a 3-D view, and around which brain.</summary>
internal static class View3DOptions
{
    /// <summary>Leaves the 3-D view out.</summary>
    public static readonly Option<bool> No3D = new("--no-3d")
    {
        Description = "Leave the 3-D view out of the report: it is then some 1.1 MB smaller and shows the glass brain.",
    };

    private static readonly Option<string> Underlay = new("--underlay")
    {
        Description =
            "An image in the space of the atlas that the 3-D view shows around the edges, such as a mean BOLD image or a brain without skull (3-D, .nii or .nii.gz); by default a schematic brain.",
        HelpName = "file",
    };

    /// <summary>Gets the options, in the order of the help.</summary>
    public static IReadOnlyList<Option> All { get; } = [No3D, Underlay];

    static View3DOptions() => Underlay.Validators.Add(RequireImage);

    /// <summary>Adds the options to a verb.</summary>
    public static void AddTo(Command command)
    {
        foreach (Option option in All)
        {
            command.Add(option);
        }
    }

    /// <summary>Reads the underlay, or null when none is asked for.</summary>
    public static Volume? BrainOf(ParseResult call) =>
        call.GetValue(No3D) || call.GetValue(Underlay) is not { } path ? null : NiftiImage.Open(path).ReadVolume();

    /// <summary>The report with what a call asks for.</summary>
    public static ConnectomeReport Apply(ParseResult call, ConnectomeReport report, Volume? brain) =>
        report with
        {
            With3D = !call.GetValue(No3D),
            Brain = brain,
        };

    /// <summary>Says so where a view was wanted that this build cannot make.</summary>
    public static void Tell(ParseResult call, Summary summary)
    {
        if (!call.GetValue(No3D) && !HtmlReport.Can3D)
        {
            summary.Line("without the 3-D view: this program was built without NiiVue");
        }
    }

    /// <summary>An image that cannot be shown must not be found out after the computation.</summary>
    private static void RequireImage(System.CommandLine.Parsing.OptionResult result)
    {
        if (result.Tokens is not [{ Value: var path }])
        {
            return;
        }

        try
        {
            if (NiftiImage.Open(path) is { Count: not 1 } image)
            {
                result.AddError($"{result.Option.Name}: {path} has {image.Count} volumes; give a 3-D image.");
            }
        }
        catch (Exception exception) when (UserError.Explain(exception) is { } sentence)
        {
            result.AddError($"{result.Option.Name}: {sentence}");
        }
    }
}
