#:project ../src/Gyrus/Gyrus.csproj
#:property PublishAot=false
// Which of three answers, given a contrast that drives them and a distractor that does not?
using Gyrus.Glm;
using Gyrus.Glm.Categorical;
using Gyrus.Glm.Features;
using Gyrus.Numerics;

(Matrix covariates, IReadOnlyList<string> answers) = new SyntheticChoices { Seed = 1 }.Generate();
#region choices
Design design = new DesignBuilder()
    .Add("contrast", new RaisedCosineLinear { Count = 6 }, covariates.Column(0).ToArray())
    .Add("distractor", new RaisedCosineLinear { Count = 6 }, covariates.Column(1).ToArray())
    .Build();
CategoricalData choices = CategoricalData.Of(design, answers);
var softmax = new CategoricalRegression { Regularizer = new GroupLasso() };
var path = new CategoricalRegularizationPath { Model = softmax };

CategoricalFit fit = new CategoricalCrossValidation { Path = path }
    .Fit(choices)
    .Fit;
Matrix p = fit.Probabilities(design);
Console.WriteLine($"classes: {string.Join(", ", fit.Classes)}; certified {fit.Convergence.Converged}");
foreach (FeatureBlock block in design.Blocks)
{
    Console.WriteLine($"size of the effect of {block.Name}: {fit.Norm(block):g2}");
}

Console.WriteLine($"right answers: {CategoricalScore.Accuracy(choices.Labels, p):p0}");
Console.WriteLine($"deviance explained: {CategoricalScore.DevianceExplained(choices.Labels, p):g2}");
#endregion
