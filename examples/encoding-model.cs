#:project ../src/Gyrus/Gyrus.csproj
#:property PublishAot=false
// Does position or speed drive a neuron? A group lasso, its path, and the choice on trials that are left out.
using Gyrus.Glm;
using Gyrus.Glm.Features;
using Gyrus.Glm.Selection;
using Gyrus.Pipelines.EncodingModels;

EncodingRecording recording = new PositionNeuron { Seed = 1 }.Generate(); // counts made of the position alone
#region encoding
Design design = new DesignBuilder { Trials = recording.Trials }
    .Add("position", new RaisedCosineLinear { Count = 6 }, recording.Covariates.Column(0).ToArray())
    .Add("speed", new RaisedCosineLinear { Count = 6 }, recording.Covariates.Column(1).ToArray())
    .Build();
var data = new GlmData
{
    Design = design,
    Responses = recording.Responses,
    Trials = recording.Trials,
};
var model = new GeneralizedLinearModel { Regularizer = new GroupLasso() };
var path = new RegularizationPath { Model = model, Count = 40 };

GlmCrossValidationFit chosen = new GlmCrossValidation { Path = path }.Fit(data);
Console.WriteLine($"nothing is left at {chosen.Path.LargestStrength:g4}; chosen {chosen.Strength:g4}");
Console.WriteLine(
    $"in the model: {string.Join(", ", chosen.Fit.Selected)}; certified {chosen.Fit.Convergence.Converged}"
);
Console.WriteLine($"at the weakest penalty: {string.Join(", ", chosen.Path.Fits[^1].Selected)}");

StabilitySelectionFit stable = new StabilitySelection
{
    Path = path,
    MaximumSelected = 1,
    Seed = 1,
}.Fit(data);
Console.WriteLine($"stable on random halves: {string.Join(", ", stable.Selected)}");
#endregion
