"""One model of a finding and many renderers; a finding's rule and its documentation stand beside its check."""
