namespace Gyrus.Pipelines.EncodingModels;

/// <summary>What is asked of an <see cref="EncodingStudy"/>.</summary>
public enum EncodingWork
{
    /// <summary><see cref="EncodingStudy.Fit"/>.</summary>
    Fit,

    /// <summary><see cref="EncodingStudy.Path"/>.</summary>
    Path,

    /// <summary><see cref="EncodingStudy.CrossValidate"/>.</summary>
    CrossValidation,
}
