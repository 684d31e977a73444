namespace Gyrus.Validation;

/// <summary>How trials are dealt to folds.</summary>
public enum FoldAssignment
{
    /// <summary>Each fold is one stretch of neighbouring trials: the hardest test where the recording drifts.</summary>
    Contiguous,

    /// <summary>Trial k goes to fold k mod K: every fold sees the whole recording, so slow drift counts less.</summary>
    Interleaved,
}
