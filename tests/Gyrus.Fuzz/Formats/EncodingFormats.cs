using System.Text;
using Gyrus.Fuzz.Damage;
using Gyrus.Glm;
using Gyrus.Glm.Features;
using Gyrus.IO.EncodingModels;
using Gyrus.Pipelines.EncodingModels;

namespace Gyrus.Fuzz.Formats;

/// <summary>The model file of an encoding model, with a table of counts and one of spike times beside it.</summary>
internal sealed class ModelFileFormat : JsonFormat
{
    private static readonly byte[] Counts =
        "x,t,part,n1,n2\n1,0,a,0,1\n2,0.1,a,2,0\n3,0.2,b,1,1\n4,0.3,b,0,n/a\n"u8.ToArray();
    private static readonly byte[] Spikes = "neuron,time\n1,0.05\n2,0.11\n1,0.31\n1,9\n"u8.ToArray();

    private static readonly byte[][] Models =
    [
        Encoding.UTF8.GetBytes(
            """
            {"data": {"tables": ["r.csv"], "responses": ["n*"], "trials": "part", "binWidthSeconds": 0.1, "offset": "t",
                      "where": {"part": ["a", "b"], "x": 1}, "portion": [0, 0.8]},
             "features": [{"covariate": "x", "basis": {"kind": "bspline", "count": 5, "order": 3, "bounds": [0, 9], "outOfRange": "clamp"}},
                          {"name": "both", "covariate": ["x", "t"], "basis": ["identity", {"kind": "fourier", "lowest": 0, "highest": 2}]},
                          {"name": "history", "covariate": "n*", "split": true, "basis": {"kind": "raisedCosineLog", "count": 3}, "window": {"seconds": 0.2}}],
             "groups": [["x", "both"], ["history:n1"]], "observation": {"family": "poisson", "link": "softplus"},
             "regularizer": {"kind": "groupLasso", "strength": 0.1}, "path": {"count": 3, "ratio": 0.1},
             "folds": {"count": 2, "gapBins": 1, "assignment": "interleaved", "pieceBins": 2, "rule": "best"},
             "stability": {"pairs": 3, "threshold": 0.8, "maximumSelected": 1}, "comparison": {"folds": 3, "shifts": 2},
             "tolerance": 1e-5, "seed": 3}
            """
        ),
        Encoding.UTF8.GetBytes(
            """
            {"data": {"tables": "r.csv", "time": "t", "spikes": {"file": "s.csv", "time": "time", "neuron": "neuron"}},
             "features": [{"covariate": "x", "basis": {"kind": "exponentials", "decayRates": [1, 2]}, "window": {"bins": 2, "causality": "acausal", "shift": false}},
                          {"covariate": "n1", "basis": {"kind": "category", "categories": [1, 2]}}, {"covariate": "t", "basis": "identity"}],
             "observation": {"family": "negativeBinomial", "dispersion": "fit"}, "regularizer": {"kind": "elasticNet", "ratio": 0.5}}
            """
        ),
        Coupled(split: "true"),
        Coupled(split: "false"),
    ];

    public override string Name => "encoding-model";

    public override int Weight => 120;

    public override long Allowance => 256 * 1024;

    public override FuzzInput Make(Dice dice) =>
        new([
            new FuzzFile("model.json", JsonDamage.Apply(dice.Pick(Models), dice)),
            new FuzzFile("r.csv", dice.OneIn(4) ? TableOf(Counts, dice) : Counts),
            new FuzzFile("s.csv", dice.OneIn(4) ? TableOf(Spikes, dice) : Spikes),
        ]);

    public override void Read(FuzzInput input, string folder)
    {
        ModelFile file = ModelFile.Read(Path.Combine(folder, "model.json"));
        EncodingRecording recording = file.ReadRecording();
        TableCheck.Names(recording.CovariateNames);
        if (recording.Bins < 1 || recording.Neurons.Count != recording.Responses.Columns)
        {
            throw new BrokenPromiseException("A recording without bins or neurons.");
        }

        foreach (double response in recording.Responses.AsSpan())
        {
            if (file.Model.Model.Observation.WantedInsteadOf(response) is not null)
            {
                throw new BrokenPromiseException($"A response that the model does not take: {response}.");
            }
        }

        foreach (string neuron in file.Model.Categorical is null ? recording.Neurons : [])
        {
            Design(file.Model, recording, neuron);
        }
    }

    public override long DeclaredBytes(FuzzInput input, string folder) =>
        base.DeclaredBytes(input, folder)
        + (4 * input.Files.Where(f => f.Name.EndsWith(".csv", StringComparison.Ordinal)).Sum(TableBytes));

    /// <summary>What the verbs do next: a design, or a sentence that says why there is none.</summary>
    private static void Design(EncodingModel model, EncodingRecording recording, string neuron)
    {
        try
        {
            _ = model.For(model.On(recording, fitted: null, neuron).Design);
        }
        catch (ArgumentException)
        {
            // Documented: a covariate without a value, a window that fits into no trial.
        }
    }

    private static long TableBytes(FuzzFile file) => TableCheck.DeclaredBytes(file.Bytes);

    /// <summary>Neurons with a history of their own and coupling to the others, in a block each or in one.</summary>
    private static byte[] Coupled(string split) =>
        Encoding.UTF8.GetBytes(
            $$"""
            {"data": {"tables": "r.csv", "responses": ["n1", "n2"], "binWidthSeconds": 0.1},
             "features": [{"covariate": "self", "basis": {"kind": "raisedCosineLog", "count": 2}, "window": {"bins": 2} },
                          {"name": "coupling", "covariate": "others", "split": {{split}}, "basis": {"kind": "history", "bins": 2} },
                          {"covariate": "x", "basis": "identity"}],
             "regularizer": {"kind": "groupLasso", "strength": 0.1, "weights": {"coupling": 2, "self": 1} },
             "folds": {"nested": true} }
            """
        );

    private static byte[] TableOf(byte[] seed, Dice dice) =>
        dice.OneIn(6) ? TableText.Create(dice, labels: dice.OneIn(2)) : ByteDamage.Apply(seed, dice, 1 + dice.Next(3));
}

/// <summary>A folder of fitted encoding models: its document damaged, or its arrays.</summary>
internal sealed class FittedModelFormat : JsonFormat
{
    public override string Name => "fitted-model";

    public override int Weight => 100;

    public override long Allowance => 512 * 1024;

    public override FuzzInput Make(Dice dice)
    {
        FuzzFile[] files = [.. dice.Pick(Seeds.FittedModels)];
        int at = dice.OneIn(4) ? 1 : 0;
        byte[] bytes = files[at].Bytes;
        files[at] = files[at] with
        {
            Bytes =
                at == 0 ? JsonDamage.Apply(bytes, dice)
                : dice.OneIn(3) ? ArchiveBytes.WithLies(bytes, dice)
                : ByteDamage.Apply(bytes, dice, 1 + dice.Next(4)),
        };
        return new FuzzInput(files);
    }

    public override void Read(FuzzInput input, string folder)
    {
        (EncodingModel model, IReadOnlyList<GlmFit> fits, _) = FittedModelFile.Read(folder);
        TableCheck.Names(fits.Select(f => f.Neuron));
        int columns = fits[0].Blocks.Sum(b => b.Count);
        if (model.Features.Count == 0 || fits.Any(f => f.Coefficients.Count != columns))
        {
            throw new BrokenPromiseException("Not one coefficient per column, or no feature.");
        }

        foreach (FeatureBlock block in fits[0].Blocks)
        {
            if (block.Count < 0 || (block.Basis is { } basis && basis.Columns != block.Count))
            {
                throw new BrokenPromiseException("A block whose basis makes another number of columns.");
            }
        }
    }
}
