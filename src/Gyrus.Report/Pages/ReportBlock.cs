namespace Gyrus.Report.Pages;

/// <summary>One thing in a section: a paragraph, a figure, a table.</summary>
public abstract record ReportBlock
{
    private protected ReportBlock() { }

    internal abstract void Write(ReportPage page);
}
