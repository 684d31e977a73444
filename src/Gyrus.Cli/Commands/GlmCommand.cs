using System.CommandLine;
using Gyrus.Cli.Running;

namespace Gyrus.Cli.Commands;

/// <summary><c>gyrus glm</c>: encoding models, from a model file to fits, choices and pages.</summary>
internal static class GlmCommand
{
    /// <summary>The verb.</summary>
    public static Command Create() =>
        new Verb(
            "glm",
            """
            Find out which covariates drive a neuron: encoding models with group lasso, paths, cross-validation and selection.

            A model file (JSON, comments allowed) says where the counts or spike times and the covariates are, which features are made of
            them, and how the model is fitted. 'gyrus demo glm' makes a small data set with a model file and runs everything on it; copy
            that file to begin with your own data.

              gyrus glm cv MODEL        which strength, which covariates: the verb to begin with
              gyrus glm path MODEL      the whole path, and the strength at which each covariate vanishes
              gyrus glm select MODEL    how often each covariate is selected on random halves of the trials
              gyrus glm compare MODEL   which covariates raise the held-out log-likelihood, one by one

            In a model of many neurons the covariates 'self' and 'others' are a neuron's own counts and those of all others: history and coupling.

            Each of them divides many neurons into tasks for several processes or a cluster with --plan; 'gyrus run' does them.

            Responses that are classes (choices, stimuli) have "observation": "categorical" in the model file; fit, path, cv, predict and simulate
            take them.

            Every fit ends on a certificate, a bound on its distance from the optimum, and says it: see gaps.tsv.
            """
        )
        {
            GlmStudyVerb.Fit(),
            GlmStudyVerb.Path(),
            GlmStudyVerb.CrossValidate(),
            GlmStudyVerb.Select(),
            GlmStudyVerb.Compare(),
            GlmJoinVerb.Create(),
            GlmFittedVerb.Predict(),
            GlmFittedVerb.Simulate(),
        };
}
