namespace Gyrus.Numerics;

/// <summary>The sizes and scalars of a product C ← α·op(A)·op(B) + β·C of dense matrices stored by columns.</summary>
/// <param name="Rows">Rows of C and of op(A).</param>
/// <param name="Inner">Columns of op(A) and rows of op(B).</param>
/// <param name="Columns">Columns of C and of op(B).</param>
/// <param name="TransposeA">Whether op(A) is Aᵀ: A is then stored Inner × Rows.</param>
/// <param name="TransposeB">Whether op(B) is Bᵀ: B is then stored Columns × Inner.</param>
/// <param name="Alpha">The factor α of the product.</param>
/// <param name="Beta">The factor β of what C held; 0 means that C is not read.</param>
/// <param name="Symmetric">
/// Whether the caller knows C to be symmetric, as ADAᵀ is: Rows = Columns, about half of the flops, both triangles are written, equal to the last bit.
/// </param>
public readonly record struct ProductShape(
    int Rows,
    int Inner,
    int Columns,
    bool TransposeA = false,
    bool TransposeB = false,
    double Alpha = 1,
    double Beta = 0,
    bool Symmetric = false
);
