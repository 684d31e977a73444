#:project ../src/Gyrus/Gyrus.csproj
#:property PublishAot=false
// Groups of covariates that share members: an interaction that comes only with both of its covariates.
using Gyrus.Glm;
using Gyrus.Glm.Categorical;
using Gyrus.Glm.Features;
using Gyrus.Numerics;

(Matrix covariates, IReadOnlyList<string> answers) = new SyntheticChoices { Seed = 1 }.Generate();
Matrix contrast = Matrix.FromColumnMajor(answers.Count, 1, covariates.Column(0).ToArray());
Matrix distractor = Matrix.FromColumnMajor(answers.Count, 1, covariates.Column(1).ToArray());
#region overlap
var bumps = new RaisedCosineLinear { Count = 4 };
Design design = new DesignBuilder()
    .Add("contrast", bumps, contrast)
    .Add("distractor", bumps, distractor)
    .Add("both", bumps * bumps, contrast, distractor)
    .Build();
OverlappingGroupLasso groups = OverlappingGroupLasso.OfBlocks(
    design,
    ["contrast"],
    ["distractor"],
    ["contrast", "distractor", "both"]
);
GlmFit fit = new GeneralizedLinearModel
{
    Observation = new ObservationModel { Family = Family.Bernoulli },
    Regularizer = groups with { Strength = 0.01 },
}.Fit(
    new GlmData
    {
        Design = design,
        Responses = Matrix.Create(answers.Count, 1, (i, _) => answers[i] == "right" ? 1 : 0),
    }
);
Console.WriteLine($"selected: {string.Join("; ", fit.LatentGroups.Where(g => g.IsSelected).Select(g => g.Name))}");
#endregion
