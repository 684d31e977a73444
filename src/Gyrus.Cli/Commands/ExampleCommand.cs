using System.CommandLine;
using Gyrus.Cli.Running;
using Gyrus.IO.Bids;
using Gyrus.Numerics;
using Gyrus.Pipelines.Phantom;
using Gyrus.Remote.Datasets;

namespace Gyrus.Cli.Commands;

/// <summary><c>gyrus example</c>: published analyses, with the published data.</summary>
internal static class ExampleCommand
{
    private static readonly Option<int> Subjects = new("--subjects", "-n")
    {
        HelpName = "n",
        Description = "How many subjects, 1 to 155.",
        DefaultValueFactory = _ => 4,
    };

    private static readonly Option<bool> Simulated = new("--simulated")
    {
        Description = "Run on a phantom of the same shape instead: no network, nothing is fetched.",
    };

    private static readonly Option<bool> Certified = new("--certified")
    {
        Description =
            "Choose the penalty by certified optima, as 'gyrus connectome' does, instead of the loose fits of the example.",
    };

    private static readonly Option<string> Out = new("--out", "-o")
    {
        Description = "The folder to write; made when it is not there.",
        HelpName = "folder",
        DefaultValueFactory = _ => "gyrus-example",
    };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var connectome = new Verb(
            "multi-subject-connectome",
            """
            nilearn's example of a group-sparse connectome of several subjects, parameter for parameter.

            Fetches the MSDL atlas and recordings of development_fmri (30 MB a subject), extracts the signals of the 39 maps on the
            atlas's grid, regresses out confounds and 5 high-variance time courses, removes drifts below 0.01 Hz, standardises,
            and fits GroupSparseCovarianceCV and GraphicalLassoCV. Prints the call of 'gyrus connectome' that does the same.

            Examples:
              gyrus example multi-subject-connectome
              gyrus example multi-subject-connectome --simulated --out try
            """
        )
        {
            Subjects,
            Simulated,
            Certified,
            Out,
        };
        StoreOptions.AddTo(connectome);
        CommonOptions.AddTo(connectome);
        connectome.SetAction((call, cancellationToken) => RunAsync(call, cancellationToken));
        return new Verb("example", "Run a published analysis on its published data.") { connectome };
    }

    private static async Task<int> RunAsync(ParseResult call, CancellationToken cancellationToken)
    {
        CommonOptions common = CommonOptions.Of(call);
        string folder = OutputFolder.Of(call, Out);
        Study study = await ProgressDisplay.RunAsync(
            common,
            call.InvocationConfiguration.Error,
            progress =>
                call.GetValue(Simulated)
                    ? Task.FromResult(Simulate(call, folder, common.Threads, progress, cancellationToken))
                    : FetchAsync(call, progress, cancellationToken)
        );
        string[] words =
        [
            "connectome",
            .. study.Bold,
            "--atlas",
            study.Atlas,
            "--labels",
            study.Labels,
            "--confounds",
            .. study.Confounds,
            .. study.Columns.Length > 0 ? ["--confound-columns", .. study.Columns] : Array.Empty<string>(),
            .. Parameters,
            .. call.GetValue(Certified) ? Array.Empty<string>() : ["--nilearn"],
            "--out",
            folder,
        ];
        string[] how =
        [
            "--threads",
            FormattableString.Invariant($"{common.Threads}"),
            .. common.Quiet ? ["--quiet"] : Array.Empty<string>(),
            .. common.Json ? ["--json"] : Array.Empty<string>(),
        ];
        int code = await GyrusCommand
            .Create()
            .Parse([.. words, .. how])
            .InvokeAsync(call.InvocationConfiguration, cancellationToken);
        if (code != ExitCode.UsageOrInput && !common.Quiet && !common.Json)
        {
            call.InvocationConfiguration.Output.WriteLine(
                $"\nThe same with 'gyrus connectome':\n  gyrus {string.Join(' ', words.Select(Quoted))}"
            );
        }

        return code;
    }

    /// <summary>The parameters of the example that are not the defaults of everything, written out so that they can be read.</summary>
    private static string[] Parameters =>
        [
            "--resampling-target",
            "atlas",
            "--high-variance-confounds",
            "5",
            "--smoothing-fwhm",
            "0",
            "--high-pass",
            "0.01",
            "--low-pass",
            "0",
            "--tr",
            FormattableString.Invariant($"{DevelopmentFmri.RepetitionTimeSeconds}"),
            "--filter",
            "butterworth",
            "--standardize",
            "zscore",
            "--grid",
            "4",
            "--refinements",
            "4",
            "--folds",
            "5",
            "--edge-threshold",
            "90%",
        ];

    /// <summary>The columns of the reduced tables that are fetched, as the phantom's whole tables have them.</summary>
    private static string[] Reduced =>
        [
            "trans_x",
            "trans_y",
            "trans_z",
            "rot_x",
            "rot_y",
            "rot_z",
            "framewise_displacement",
            "a_comp_cor_0*",
            "csf",
            "white_matter",
        ];

    private static async Task<Study> FetchAsync(
        ParseResult call,
        IProgress<WorkProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        using DataStore store = StoreOptions.Of(call, progress);
        MsdlAtlas atlas = await MsdlAtlas.FetchAsync(store, cancellationToken);
        IReadOnlyList<DevelopmentSubject> subjects = await new DevelopmentFmri
        {
            Subjects = call.GetValue(Subjects),
        }.FetchAsync(store, cancellationToken);
        return new Study(
            [.. subjects.Select(s => s.Bold)],
            [.. subjects.Select(s => s.Confounds)],
            atlas.Maps,
            atlas.Labels
        );
    }

    private static Study Simulate(
        ParseResult call,
        string folder,
        int threads,
        IProgress<WorkProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        PhantomDataset data = PhantomDataset.Write(
            new BoldPhantom { Subjects = call.GetValue(Subjects) }.Create(),
            Path.Combine(folder, "simulated"),
            threads,
            progress,
            cancellationToken
        );
        return new Study(data.Bold, data.Confounds, data.Atlas, data.Regions) { Columns = Reduced };
    }

    private static string Quoted(string word) => word.AsSpan().IndexOfAny(' ', '*') >= 0 ? $"'{word}'" : word;

    private sealed record Study(
        IReadOnlyList<string> Bold,
        IReadOnlyList<string> Confounds,
        string Atlas,
        string Labels
    )
    {
        /// <summary>Gets the columns to use of tables that are not reduced; none for all.</summary>
        public string[] Columns { get; init; } = [];
    }
}
