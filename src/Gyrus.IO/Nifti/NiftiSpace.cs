namespace Gyrus.IO.Nifti;

/// <summary>The space that the affine of an image leads to (the codes of <c>qform_code</c> and <c>sform_code</c>).</summary>
public enum NiftiSpace
{
    /// <summary>The coordinates of the scanner.</summary>
    Scanner = 1,

    /// <summary>Aligned to another image, mostly the anatomy of the subject.</summary>
    Aligned = 2,

    /// <summary>The atlas of Talairach and Tournoux.</summary>
    Talairach = 3,

    /// <summary>The MNI 152 template.</summary>
    Mni152 = 4,

    /// <summary>Another template.</summary>
    OtherTemplate = 5,
}
